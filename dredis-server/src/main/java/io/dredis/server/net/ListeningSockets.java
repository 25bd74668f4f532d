package io.dredis.server.net;

import io.dredis.server.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses a server listens on, taken before anything else is touched. Until a {@link
 * Listener} serves them, clients that connect wait in the backlog.
 */
public final class ListeningSockets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ListeningSockets.class);

  /** No address. */
  static final ListeningSockets NONE = new ListeningSockets();

  private final List<ServerSocket> sockets = new ArrayList<>();

  private ListeningSockets() {}

  /**
   * Listens on every configured address.
   *
   * @throws IOException when one cannot be listened on; then it listens on none
   */
  public static ListeningSockets bind(Configuration configuration) throws IOException {
    ListeningSockets sockets = new ListeningSockets();
    try {
      for (String host : configuration.bind()) {
        sockets.bind(host, configuration.port(), configuration.tcpBacklog());
      }
      if (sockets.sockets.isEmpty()) {
        throw new IOException("no address to listen on");
      }
      return sockets;
    } catch (IOException e) {
      sockets.close();
      throw e;
    }
  }

  /** Returns the port listened on, the same for all addresses. */
  public int port() {
    return sockets.get(0).getLocalPort();
  }

  /** Returns the sockets, one for each address. */
  List<ServerSocket> all() {
    return sockets;
  }

  /** Listens on an address; one with a minus in front may be missing on this machine. */
  private void bind(String host, int configuredPort, int backlog) throws IOException {
    boolean optional = host.startsWith("-");
    String name = optional ? host.substring(1) : host;
    int port = sockets.isEmpty() ? configuredPort : port();
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address(name, port), backlog);
      sockets.add(socket);
    } catch (IOException e) {
      close(socket);
      String text =
          "Could not create server TCP listening socket %s:%d: %s"
              .formatted(name, port, e.getMessage());
      if (!optional) {
        throw new IOException(text, e);
      }
      log.info("{}", text);
    }
  }

  private static InetSocketAddress address(String name, int port) throws IOException {
    if (name.equals("*")) {
      return new InetSocketAddress(port);
    }
    return new InetSocketAddress(InetAddress.getByName(name.equals("::*") ? "::" : name), port);
  }

  /** Stops listening. */
  @Override
  public void close() {
    sockets.forEach(ListeningSockets::close);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("closing {}: {}", socket, e.getMessage());
    }
  }
}
