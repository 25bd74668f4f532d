package io.dredis.server.command.string;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import org.junit.jupiter.api.Test;

class LcsCommandTest {
  private static final long MIB = 1 << 20;

  @Test
  void comparesWhateverRedisComparesByDefaultInASmallHeap() {
    assertDoesNotThrow(() -> requireMemory(11_584, 11_584, 512 * MIB, 256 * MIB));
    assertDoesNotThrow(() -> requireMemory(67_108_863, 1, 512 * MIB, 256 * MIB));
    assertDoesNotThrow(() -> requireMemory(134_217_727, 0, 512 * MIB, 64 * MIB));
  }

  @Test
  void refusesWhatRedisRefuses() {
    assertRefused(Errors.LCS_OVER_BULK_LIMIT, 11_585, 11_585, 512 * MIB, 256 * MIB);
    assertRefused(Errors.LCS_OVER_BULK_LIMIT, 134_217_728, 0, 512 * MIB, 256 * MIB);
    assertRefused(Errors.LCS_STRING_TOO_LONG, 4_294_967_294L, 0, Long.MAX_VALUE, 256 * MIB);
    assertRefused(Errors.LCS_STRING_TOO_LONG, 0, 4_294_967_294L, Long.MAX_VALUE, 256 * MIB);
  }

  @Test
  void refusesWhatTheHeapCannotHoldHoweverHighTheLimit() {
    assertRefused(Errors.LCS_OUT_OF_MEMORY, 100_000, 100_000, Long.MAX_VALUE, 256 * MIB);
    assertRefused(
        Errors.LCS_OUT_OF_MEMORY, 4_294_967_293L, 4_294_967_293L, Long.MAX_VALUE, 256 * MIB);
    assertRefused(Errors.LCS_OUT_OF_MEMORY, 3_000_000_000L, 1, Long.MAX_VALUE, MIB << 20);
  }

  private static void assertRefused(String error, long a, long b, long maxBulk, long heap) {
    CommandException thrown =
        assertThrows(CommandException.class, () -> requireMemory(a, b, maxBulk, heap));
    assertEquals(error, thrown.getMessage());
  }

  private static void requireMemory(long a, long b, long maxBulk, long heap) {
    LcsCommand.requireMemory(a, b, maxBulk, heap);
  }
}
