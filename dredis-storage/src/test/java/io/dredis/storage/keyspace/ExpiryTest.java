package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.get;
import static io.dredis.storage.keyspace.TestStore.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.transaction.Savepoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class ExpiryTest {
  @Parameter BackendType type;
  @TempDir Path directory;
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void keysExpireSoonestFirstOverAllDatabases() {
    put(test.database(), "third", "v", test.nowMillis + 30);
    put(test.store().database(4), "second", "v", test.nowMillis + 20);
    put(test.store().database(9), "last", "v", test.nowMillis + 40);
    put(test.database(), "first", "v", test.nowMillis + 10);
    put(test.database(), "later", "v", test.nowMillis + 5000);
    put(test.database(), "never", "v");
    test.store().commit();
    test.events.clear();
    test.nowMillis += 41;
    assertEquals(3, test.store().expireDue(test.nowMillis, 3));
    assertEquals(1, test.store().expireDue(test.nowMillis, 3));
    assertEquals(0, test.store().expireDue(test.nowMillis, 3));
    assertEquals(
        List.of("expired 0 first", "expired 4 second", "expired 0 third", "expired 9 last"),
        test.events);
    assertEquals(4, test.store().statistics().expired());
    assertEquals(2, test.database().size());
    test.store().commit();
    test.check();
  }

  @Test
  void aKeyExpiresAfterItsTimeNotAtIt() {
    put(test.database(), "k", "v", test.nowMillis + 5);
    test.nowMillis += 5;
    assertEquals(0, test.store().expireDue(test.nowMillis, 10));
    assertEquals("v", get(test.database(), "k"));
    test.nowMillis++;
    assertEquals(1, test.store().expireDue(test.nowMillis, 10));
  }

  @Test
  void aKeyThatIsToExpireSoonerThanAllBeforeIsNotForgotten() {
    put(test.database(), "late", "v", test.nowMillis + 1000);
    assertEquals(0, test.store().expireDue(test.nowMillis, 10));
    put(test.database(), "early", "v", test.nowMillis + 1);
    test.nowMillis += 2;
    assertEquals(1, test.store().expireDue(test.nowMillis, 10));
    Savepoint savepoint = test.store().savepoint();
    test.nowMillis += 1000;
    assertEquals(1, test.store().expireDue(test.nowMillis, 10));
    test.store().rollbackTo(savepoint);
    assertEquals(1, test.database().expiresCount());
    assertEquals(1, test.store().expireDue(test.nowMillis, 10));
    test.check();
  }

  @Test
  void keysExpireAfterARestart() {
    put(test.database(), "k", "v", test.nowMillis + 5);
    put(test.database(), "l", "v", test.nowMillis + 5);
    test.store().commit();
    test.reopen();
    test.nowMillis += 6;
    assertNull(get(test.database(), "k"));
    assertEquals(1, test.store().expireDue(test.nowMillis, 10));
    assertEquals(0, test.database().size());
    test.store().commit();
    test.check();
  }

  @Test
  void anOverwrittenExpiryIsGone() {
    put(test.database(), "k", "v", test.nowMillis + 5);
    put(test.database(), "k", "v", test.nowMillis + 50);
    put(test.database(), "p", "v", test.nowMillis + 5);
    Header header = test.database().find(bytes("p"));
    test.database().setExpiry(bytes("p"), header, Header.NO_EXPIRY);
    test.nowMillis += 10;
    assertEquals(0, test.store().expireDue(test.nowMillis, 10));
    assertEquals(1, test.database().expiresCount());
    test.check();
  }
}
