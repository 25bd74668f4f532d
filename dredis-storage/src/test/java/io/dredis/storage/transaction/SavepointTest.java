package io.dredis.storage.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Backends;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SavepointTest {
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  private final Backend backend = Backends.named("memory").open(null, Map.of(), false);
  private final Transaction transaction = new Transaction(backend);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void comesBackToTheMomentItWasMade() {
    transaction.put(ONE, ONE);
    Savepoint savepoint = transaction.savepoint();
    transaction.put(ONE, TWO);
    transaction.put(TWO, TWO);
    transaction.rollbackTo(savepoint);
    assertArrayEquals(ONE, transaction.get(ONE));
    assertNull(transaction.get(TWO));
  }

  @Test
  void standsForTheCommitThatFollowedIt() {
    transaction.savepoint();
    transaction.put(ONE, ONE);
    Savepoint savepoint = transaction.savepoint();
    transaction.put(ONE, TWO);
    transaction.commit();
    transaction.put(TWO, TWO);
    transaction.rollbackTo(savepoint);
    assertArrayEquals(TWO, transaction.get(ONE));
    assertNull(transaction.get(TWO));
    assertFalse(transaction.hasPendingWrites());
  }
}
