package io.dredis.storage.keyspace;

import io.dredis.storage.backend.BackendType;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How a store is opened.
 *
 * @param directoryOrNull the data directory; null and unused for a backend that is not persistent
 * @param backend the kind of backend
 * @param backendOptions its options that differ from the defaults
 * @param readOnly whether nothing is ever written: expired keys are hidden, not deleted
 * @param databases how many databases there are
 * @param clockMillis the time in milliseconds since the epoch
 * @param listener is told what happens to keys
 */
public record StoreOptions(
    Path directoryOrNull,
    BackendType backend,
    Map<String, Object> backendOptions,
    boolean readOnly,
    int databases,
    LongSupplier clockMillis,
    KeyspaceListener listener) {}
