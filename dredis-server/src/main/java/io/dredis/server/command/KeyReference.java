package io.dredis.server.command;

import java.util.List;

/**
 * A key of a request.
 *
 * @param position the argument it is
 * @param flags what happens to it, as in {@link KeySpec#flags}
 */
public record KeyReference(int position, List<String> flags) {}
