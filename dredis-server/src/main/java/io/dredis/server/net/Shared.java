package io.dredis.server.net;

import io.dredis.server.command.RequestExecutor;
import io.dredis.server.config.Configuration;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Traffic;
import java.util.function.LongSupplier;

/**
 * What all connections of a listener share.
 *
 * @param clockMillis the time in milliseconds since the epoch
 */
record Shared(
    Configuration configuration,
    Sessions sessions,
    RequestExecutor executor,
    LongSupplier clockMillis,
    Traffic traffic,
    Buffers buffers,
    CarrierDoor door) {}
