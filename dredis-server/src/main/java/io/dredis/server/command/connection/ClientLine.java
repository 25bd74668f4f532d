package io.dredis.server.command.connection;

import io.dredis.server.command.Invocation;
import io.dredis.server.session.QueuedRequests;
import io.dredis.server.session.Session;
import io.dredis.server.session.Transport;
import java.nio.charset.StandardCharsets;

/**
 * A client as CLIENT LIST shows it: the fields of Redis 7.0.15 in its order.
 *
 * <p>What has no meaning here has a constant value: {@code fd} is -1, as there is no descriptor to
 * tell, and {@code rbs} and {@code rbp} are 0, as replies have no buffer of their own that outlives
 * them.
 */
final class ClientLine {
  private ClientLine() {}

  static void append(StringBuilder line, Session client, Invocation call) {
    Transport transport = client.transport();
    QueuedRequests queue = client.queue();
    long argumentBytes = client == call.session() ? bytes(call.arguments()) : 0;
    long queryBytes = transport.queryBufferBytes();
    long queryFreeBytes = transport.queryBufferFreeBytes();
    long outputBytes = transport.outputQueueBytes();
    line.append("id=").append(client.id());
    line.append(" addr=").append(transport.remoteAddress());
    line.append(" laddr=").append(transport.localAddress());
    line.append(" fd=-1 name=").append(name(client));
    line.append(" age=").append(seconds(call.nowMillis() - client.createdAtMillis()));
    line.append(" idle=").append(seconds(call.nowMillis() - client.lastInteractionMillis()));
    line.append(" flags=").append(flags(client));
    line.append(" db=").append(client.database());
    line.append(" sub=0 psub=0 ssub=0 multi=")
        .append(queue.isOpen() ? queue.requests().size() : -1);
    line.append(" qbuf=").append(queryBytes);
    line.append(" qbuf-free=").append(queryFreeBytes);
    line.append(" argv-mem=").append(argumentBytes);
    line.append(" multi-mem=").append(queue.memory()).append(" rbs=0 rbp=0 obl=0");
    line.append(" oll=").append(transport.outputQueueLength());
    line.append(" omem=").append(outputBytes);
    line.append(" tot-mem=")
        .append(queryBytes + queryFreeBytes + argumentBytes + queue.memory() + outputBytes);
    line.append(" events=r cmd=")
        .append(client.lastCommand() == null ? "NULL" : client.lastCommand());
    line.append(" user=default redir=-1 resp=").append(client.protocol()).append('\n');
  }

  private static String name(Session client) {
    return client.name() == null ? "" : new String(client.name(), StandardCharsets.US_ASCII);
  }

  private static String flags(Session client) {
    StringBuilder flags = new StringBuilder();
    if (client.queue().isOpen()) {
      flags.append('x');
    }
    if (client.blocked()) {
      flags.append('b');
    }
    if (client.queue().touched()) {
      flags.append('d');
    }
    if (client.closeAfterReply()) {
      flags.append('c');
    }
    if (client.noEvict()) {
      flags.append('e');
    }
    if (client.noTouch()) {
      flags.append('T');
    }
    return flags.isEmpty() ? "N" : flags.toString();
  }

  /** Whole seconds; the clock may have been set back. */
  private static long seconds(long millis) {
    return Math.max(0, millis / 1000);
  }

  private static long bytes(byte[][] arguments) {
    long sum = 0;
    for (byte[] argument : arguments) {
      sum += argument.length;
    }
    return sum;
  }
}
