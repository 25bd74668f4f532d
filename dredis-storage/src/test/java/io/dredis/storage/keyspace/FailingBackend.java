package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.ForwardingBackend;
import io.dredis.storage.backend.Snapshot;
import java.util.List;

/**
 * A backend whose commits fail when they are told to; one that ends in doubt is applied every other
 * time.
 */
final class FailingBackend extends ForwardingBackend {
  private final Type plan;

  private FailingBackend(Backend inner, Type plan) {
    super(inner);
    this.plan = plan;
  }

  /** A kind of backend that opens failing ones. */
  static final class Type extends ForwardingBackend.Type {
    private int failures;
    private CommitException.Outcome outcome;
    private int lastBatchSize;
    private boolean cursorsFail;
    private int openSnapshots;

    Type(BackendType inner) {
      super(inner);
    }

    void failCommits(int count, CommitException.Outcome newOutcome) {
      failures = count;
      outcome = newOutcome;
    }

    void failCursors(boolean fail) {
      cursorsFail = fail;
    }

    int openSnapshots() {
      return openSnapshots;
    }

    int lastBatchSize() {
      return lastBatchSize;
    }

    @Override
    protected Backend before(Backend opened) {
      return new FailingBackend(opened, this);
    }
  }

  @Override
  public void commit(Batch batch) {
    if (plan.failures > 0) {
      plan.failures--;
      if (plan.outcome == CommitException.Outcome.IN_DOUBT && plan.failures % 2 == 0) {
        inner.commit(batch);
      }
      throw new CommitException(plan.outcome, "told to fail");
    }
    inner.commit(batch);
    plan.lastBatchSize = batch.size();
  }

  @Override
  public Cursor cursor() {
    if (plan.cursorsFail) {
      throw new BackendException("told to fail");
    }
    return inner.cursor();
  }

  @Override
  public Snapshot snapshot() {
    plan.openSnapshots++;
    return new CountedSnapshot(inner.snapshot(), plan);
  }

  private record CountedSnapshot(Snapshot inner, Type plan) implements Snapshot {
    @Override
    public byte[] get(byte[] key) {
      return inner.get(key);
    }

    @Override
    public byte[][] getAll(List<byte[]> keys) {
      return inner.getAll(keys);
    }

    @Override
    public Cursor cursor() {
      return inner.cursor();
    }

    @Override
    public void close() {
      plan.openSnapshots--;
      inner.close();
    }
  }
}
