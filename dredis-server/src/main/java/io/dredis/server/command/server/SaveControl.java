package io.dredis.server.command.server;

import io.dredis.storage.keyspace.StoreSnapshot;
import java.util.concurrent.CompletableFuture;

/** What INFO and SHUTDOWN need of saves. Called under the execution lock. */
public interface SaveControl {
  /** Returns how saves stand. */
  SaveStatus status();

  /** Returns whether the server saves by itself. */
  boolean hasPoints();

  /**
   * Begins the save that SHUTDOWN waits for; a background save under way is called off. What is
   * written after the snapshot is saved when the server ends.
   *
   * @param snapshot closed by the save
   * @return completes when the file is there, with whether it is
   */
  CompletableFuture<Boolean> saveForShutdown(StoreSnapshot snapshot);

  /** Says that nothing is saved when the server ends. */
  void endWithoutSave();
}
