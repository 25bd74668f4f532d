package io.dredis.server.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Socket addresses as Redis shows them: {@code 127.0.0.1:50000}, {@code [::1]:50000}. */
final class Addresses {
  private static final int GROUPS = 8;

  private Addresses() {}

  /** Returns the text of an address and port. */
  static String format(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "?:0";
    }
    byte[] bytes = inet.getAddress().getAddress();
    if (bytes.length == 4) {
      return inet.getAddress().getHostAddress() + ":" + inet.getPort();
    }
    return "[" + compress(bytes) + "]:" + inet.getPort();
  }

  /** Writes an IPv6 address with its longest run of zero groups, two at least, as {@code ::}. */
  private static String compress(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int runStart = 0;
    int runLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
    }
    if (runLength < 2) {
      return join(groups, 0, GROUPS);
    }
    return join(groups, 0, runStart) + "::" + join(groups, runStart + runLength, GROUPS);
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i > from) {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
