package io.dredis.server.rdb;

import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.StoreWork;
import io.dredis.server.command.server.SaveControl;
import io.dredis.server.command.server.SaveStatus;
import io.dredis.server.config.SavePoints;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saves of a server: which are under way, what came of the last, and when the next is due. All
 * are written on one thread, one after the other, each as the store was when it was begun; the
 * thread never takes the execution lock.
 */
public final class Saves implements SaveControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Saves.class);

  /** After a background save that failed, the server by itself tries again no sooner. */
  private static final long RETRY_MILLIS = 5000;

  private static final long SECOND_MILLIS = 1000;
  private static final int NONE = -1;

  /**
   * Where and how is saved, asked each time.
   *
   * @param file the file
   * @param format how it is written
   * @param points when the server saves by itself
   */
  public record Settings(
      Supplier<Path> file, Supplier<WriteOptions> format, Supplier<SavePoints> points) {}

  /** What is to be saved when the server ends. */
  private enum AtEnd {
    AS_CONFIGURED,
    CHANGES,
    NOTHING
  }

  private record Save(
      StoreSnapshot snapshot,
      Path file,
      WriteOptions format,
      boolean background,
      long startMillis,
      long changes,
      SaveProgress progress,
      CompletableFuture<Boolean> done) {}

  private final Store store;
  private final StoreWork work;
  private final RdbSaver saver;
  private final ChangeCount changes;
  private final Settings settings;
  private final LongSupplier executedCommands;
  private final LongSupplier clockMillis;

  // Not a virtual thread: it would keep a carrier busy for as long as the save takes.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("dredis-save").daemon().factory());

  /** Guards all that follows; a leaf. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<Save> underWay = new ArrayDeque<>();
  private AtEnd atEnd = AtEnd.AS_CONFIGURED;
  private boolean scheduled;
  private long savedChanges;
  private long lastSaveMillis;
  private long lastTryMillis;
  private boolean lastBackgroundGood = true;
  private long lastBackgroundMillis = NONE;
  private long saves;

  /**
   * The saves of a store, none yet; what was loaded so far needs none.
   *
   * @param executedCommands how many commands were executed so far, to which background saves give
   *     way
   */
  public Saves(
      Store store,
      StoreWork work,
      RdbSaver saver,
      ChangeCount changes,
      Settings settings,
      LongSupplier executedCommands,
      LongSupplier clockMillis) {
    this.store = store;
    this.work = work;
    this.saver = saver;
    this.changes = changes;
    this.settings = settings;
    this.executedCommands = executedCommands;
    this.clockMillis = clockMillis;
    this.savedChanges = changes.total();
    this.lastSaveMillis = clockMillis.getAsLong();
  }

  // ---- Beginning

  /**
   * Begins a save; called under the execution lock.
   *
   * @param snapshot of what is committed now; closed by the save
   * @param background whether it is one that INFO tells of as a background save
   * @return completes when it has ended, with whether it succeeded
   */
  CompletableFuture<Boolean> begin(StoreSnapshot snapshot, boolean background) {
    boolean begun = false;
    try {
      Save save =
          new Save(
              snapshot,
              settings.file().get(),
              settings.format().get(),
              background,
              clockMillis.getAsLong(),
              changes.total(),
              new SaveProgress(keys(snapshot)),
              new CompletableFuture<>());
      hand(save);
      begun = true;
      return save.done();
    } finally {
      if (!begun) {
        snapshot.close();
      }
    }
  }

  private void hand(Save save) {
    enqueue(save);
    boolean handed = false;
    try {
      thread.execute(() -> run(save));
      handed = true;
    } finally {
      if (!handed) {
        forget(save);
      }
    }
    if (save.background()) {
      log.info("Background saving started");
    }
  }

  private static long keys(StoreSnapshot snapshot) {
    long keys = 0;
    for (int number = 0; number < snapshot.databaseCount(); number++) {
      keys += snapshot.database(number).size();
    }
    return keys;
  }

  private void enqueue(Save save) {
    lock.lock();
    try {
      underWay.add(save);
      if (save.background()) {
        scheduled = false;
        lastTryMillis = save.startMillis();
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(Save save) {
    lock.lock();
    try {
      underWay.remove(save);
    } finally {
      lock.unlock();
    }
  }

  /** Has a background save begun as soon as none is under way. */
  void schedule() {
    lock.lock();
    try {
      scheduled = true;
    } finally {
      lock.unlock();
    }
  }

  /** Begins a background save if one is scheduled or a save point is reached. */
  public void beginIfDue() {
    if (due()) {
      work.call(() -> due() ? begin(store.snapshot(), true) : null);
    }
  }

  private boolean due() {
    long nowMillis = clockMillis.getAsLong();
    lock.lock();
    try {
      return underWay.isEmpty()
          && atEnd == AtEnd.AS_CONFIGURED
          && (lastBackgroundGood || nowMillis - lastTryMillis > RETRY_MILLIS)
          && (scheduled || reachesPoint(nowMillis));
    } finally {
      lock.unlock();
    }
  }

  private boolean reachesPoint(long nowMillis) {
    long unsaved = changes.total() - savedChanges;
    // Redis counts whole seconds.
    long seconds = nowMillis / SECOND_MILLIS - lastSaveMillis / SECOND_MILLIS;
    for (SavePoints.Point point : settings.points().get().points()) {
      if (unsaved >= point.changes() && seconds > point.seconds()) {
        return true;
      }
    }
    return false;
  }

  // ---- On the thread

  private void run(Save save) {
    Throwable failure = null;
    try (StoreSnapshot snapshot = save.snapshot()) {
      save.progress().requireWanted();
      SavePace pace = save.background() ? new SavePace(executedCommands) : SavePace.unhindered();
      saver.save(snapshot, save.file(), save.format(), save.progress(), pace);
    } catch (Throwable e) {
      // Out of memory too: the save must not seem to be under way for ever.
      failure = e;
    }
    note(save, failure);
    save.done().complete(failure == null);
  }

  private void note(Save save, Throwable failureOrNull) {
    long nowMillis = clockMillis.getAsLong();
    boolean calledOff = failureOrNull instanceof CancellationException;
    lock.lock();
    try {
      underWay.remove(save);
      if (failureOrNull == null) {
        saves++;
        savedChanges = Math.max(savedChanges, save.changes());
        lastSaveMillis = nowMillis;
      }
      if (save.background()) {
        lastBackgroundMillis = nowMillis - save.startMillis();
      }
      // As in Redis, a SAVE that succeeds takes a failure back, one that fails is none; nor is it
      // one of the disk when a save was called off.
      if (failureOrNull == null || (save.background() && !calledOff)) {
        lastBackgroundGood = failureOrNull == null;
      }
    } finally {
      lock.unlock();
    }
    if (failureOrNull == null) {
      log.info("DB saved on disk: {}", save.file());
    } else if (calledOff) {
      log.warn("Saving to {} was called off, the file is as it was", save.file());
    } else {
      log.error("Saving to {} failed: {}", save.file(), failureOrNull.toString(), failureOrNull);
    }
  }

  // ---- What is told of them

  /** Returns whether a background save is under way. */
  boolean backgroundRunning() {
    return status().backgroundRunning();
  }

  @Override
  public SaveStatus status() {
    long nowMillis = clockMillis.getAsLong();
    lock.lock();
    try {
      Save background = underWay.stream().filter(Save::background).findFirst().orElse(null);
      SaveProgress progress =
          underWay.isEmpty() ? new SaveProgress(0) : underWay.element().progress();
      return new SaveStatus(
          changes.total() - savedChanges,
          background != null,
          lastSaveMillis / SECOND_MILLIS,
          lastBackgroundGood,
          seconds(lastBackgroundMillis),
          background == null ? NONE : seconds(nowMillis - background.startMillis()),
          saves,
          progress.savedKeys(),
          progress.totalKeys());
    } finally {
      lock.unlock();
    }
  }

  private static long seconds(long millis) {
    return millis == NONE ? NONE : Math.max(0, millis) / SECOND_MILLIS;
  }

  @Override
  public boolean hasPoints() {
    return !settings.points().get().points().isEmpty();
  }

  // ---- The end

  @Override
  public CompletableFuture<Boolean> saveForShutdown(StoreSnapshot snapshot) {
    callOff(true);
    return begin(snapshot, false)
        .thenApply(
            saved -> {
              if (saved) {
                atEnd(AtEnd.CHANGES);
              }
              return saved;
            });
  }

  @Override
  public void endWithoutSave() {
    atEnd(AtEnd.NOTHING);
  }

  private void atEnd(AtEnd choice) {
    lock.lock();
    try {
      atEnd = choice;
    } finally {
      lock.unlock();
    }
  }

  private void callOff(boolean backgroundOnly) {
    lock.lock();
    try {
      underWay.stream()
          .filter(save -> save.background() || !backgroundOnly)
          .forEach(save -> save.progress().cancel());
    } finally {
      lock.unlock();
    }
  }

  private boolean wantedAtEnd() {
    lock.lock();
    try {
      return switch (atEnd) {
        case AS_CONFIGURED -> hasPoints();
        case CHANGES -> changes.total() > savedChanges;
        case NOTHING -> false;
      };
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls off what is under way, and saves once more if that was asked for or there are save
   * points. Nobody else writes to the store any more.
   */
  @Override
  public void close() {
    callOff(false);
    if (wantedAtEnd()) {
      saveAtEnd();
    }
    thread.close();
  }

  private void saveAtEnd() {
    log.info("Saving the final RDB snapshot before exiting");
    try {
      CompletableFuture<Boolean> last = work.call(() -> begin(store.snapshot(), false));
      if (!last.join()) {
        log.error("The final RDB snapshot is missing; the file is as it was");
      }
    } catch (RuntimeException e) {
      // The store is to be closed in any case.
      log.error("The final RDB snapshot cannot be taken: {}", e.getMessage(), e);
    }
  }
}
