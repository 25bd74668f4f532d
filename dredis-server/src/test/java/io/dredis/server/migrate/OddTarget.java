package io.dredis.server.migrate;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A target of MIGRATE that answers as a test says. Requests are texts of words divided by blanks,
 * without the payload of RESTORE.
 */
final class OddTarget implements AutoCloseable {
  /** In the place of an answer: the connection is closed. */
  static final String CLOSE = "close";

  /** In the place of an answer: nothing is said. */
  static final String SILENCE = "";

  /** In the place of an answer: OK is said, and nothing is read any more. */
  static final String DEAF = "deaf";

  private static final String OK = "+OK\r\n";
  private static final int PAYLOAD = 3;

  private final ServerSocket server;
  private final UnaryOperator<String> answer;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private OddTarget(UnaryOperator<String> answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** A target that answers each request by what this returns for it. */
  static OddTarget answering(UnaryOperator<String> answer) throws IOException {
    return new OddTarget(answer);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns every request so far, {@code "connection"} for each connection among them. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        requests.add("connection");
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        String request = request(in);
        requests.add(request);
        String reply = answer.apply(request);
        if (reply.equals(CLOSE)) {
          socket.close();
          return;
        }
        String said = reply.equals(DEAF) ? OK : reply;
        out.write(said.getBytes(StandardCharsets.ISO_8859_1));
        if (reply.equals(DEAF)) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has closed.
    }
  }

  private static String request(DataInputStream in) throws IOException {
    int count = number(in);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] word = new byte[number(in)];
      in.readFully(word);
      in.readFully(new byte[2]);
      if (i != PAYLOAD) {
        words.add(new String(word, StandardCharsets.ISO_8859_1));
      }
    }
    return String.join(" ", words);
  }

  /** Reads a line such as {@code *3}. */
  private static int number(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (byte next = in.readByte(); next != '\n'; next = in.readByte()) {
      line.append((char) next);
    }
    return Integer.parseInt(line.substring(1).trim());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
