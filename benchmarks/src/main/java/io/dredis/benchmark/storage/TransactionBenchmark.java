package io.dredis.benchmark.storage;

import io.dredis.benchmark.jmh.BackendBenchmark;
import io.dredis.benchmark.jmh.Names;
import io.dredis.benchmark.server.TemporaryDirectory;
import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.transaction.Transaction;
import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Reads and writes any of many records through a transaction that caches none of them. */
public class TransactionBenchmark extends BackendBenchmark {
  private static final int COMMITTED_AT_ONCE = 1000;
  private static final int BATCH = 16;
  private static final int STEPS = 10;

  /** The number of records, with keys and values of eleven bytes. */
  @Param({"1000", "10000", "100000", "1000000"})
  public int records;

  private TemporaryDirectory directory;
  private Backend store;
  private Transaction transaction;
  private Names keys;

  /** Opens the backend and stores the records. */
  @Setup
  public void open() throws IOException {
    directory = TemporaryDirectory.create();
    store = Backends.named(backend).open(directory.path(), Map.of(), false);
    transaction = new Transaction(store);
    keys = new Names('k', records);
    for (int i = 0; i < records; i++) {
      transaction.put(keys.get(i), keys.get(i));
      if (i % COMMITTED_AT_ONCE == 0) {
        transaction.commit();
      }
    }
    transaction.commit();
  }

  /** Reads a record that the backend has. */
  @Benchmark
  public byte[] get() {
    return transaction.get(keys.any());
  }

  /** Writes a record, reads it and takes it back, as a command that fails does. */
  @Benchmark
  public byte[] putAndUndo() {
    Savepoint begin = transaction.savepoint();
    byte[] key = keys.any();
    transaction.put(key, key);
    byte[] read = transaction.get(key);
    transaction.rollbackTo(begin);
    transaction.release(begin);
    return read;
  }

  /** Commits one record. */
  @Benchmark
  public void commitOne() {
    transaction.put(keys.any(), keys.any());
    transaction.commit();
  }

  /** Commits sixteen records in one batch: the time of each. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void commitSixteen() {
    for (int i = 0; i < BATCH; i++) {
      transaction.put(keys.any(), keys.any());
    }
    transaction.commit();
  }

  /** Opens a cursor, seeks a record and closes it. */
  @Benchmark
  public byte[] seek() {
    try (Cursor cursor = transaction.cursor()) {
      cursor.seek(keys.any());
      return cursor.value();
    }
  }

  /** Does that and reads ten records from there on. */
  @Benchmark
  public void seekAndReadTen(Blackhole read) {
    try (Cursor cursor = transaction.cursor()) {
      boolean there = cursor.seek(keys.any());
      for (int i = 0; i < STEPS && there; i++) {
        read.consume(cursor.value());
        there = cursor.next();
      }
    }
  }

  /** Closes the backend and deletes its files. */
  @TearDown
  public void close() throws IOException {
    store.close();
    directory.close();
  }
}
