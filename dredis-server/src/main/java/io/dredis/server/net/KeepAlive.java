package io.dredis.server.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;

/** TCP keep-alive probes, which find out that a silent client's machine is gone. */
final class KeepAlive {
  /** Probes unanswered until the connection is given up, as in Redis. */
  private static final int PROBES = 3;

  private KeepAlive() {}

  /**
   * Has a silent client probed after the given time, and then three times as often; 0 for never.
   */
  static void apply(Socket socket, int seconds) throws IOException {
    if (seconds == 0) {
      return;
    }
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / PROBES));
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
