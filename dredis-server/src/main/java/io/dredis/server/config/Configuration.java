package io.dredis.server.config;

import io.dredis.server.config.Parameter.Mutability;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Backends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of one server. Any thread may read values, which are those of this moment; {@link
 * #preset} is for the time before the start, {@link #change} for afterwards, under the execution
 * lock.
 */
public final class Configuration {
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MIN_BYTES = 1 << 20;

  private final Map<String, Parameter<?>> byName = new LinkedHashMap<>();
  private ConfigurationFile file;

  private final Parameter<String> bind = constant("bind", ParameterType.words(), "127.0.0.1");
  private final Parameter<Long> port = constant("port", ParameterType.integer(0, 65535), 6377L);
  private final Parameter<Long> tcpBacklog =
      immutable("tcp-backlog", ParameterType.integer(0, MAX_INT), 511L);
  private final Parameter<Long> tcpKeepalive =
      mutable("tcp-keepalive", ParameterType.integer(0, MAX_INT), 300L);
  private final Parameter<Long> timeout = mutable("timeout", ParameterType.integer(0, MAX_INT), 0L);
  private final Parameter<Long> maxClients =
      mutable("maxclients", ParameterType.integer(1, 4294967295L), 10000L);
  private final Parameter<Boolean> protectedMode =
      mutable("protected-mode", ParameterType.yesNo(), true);
  private final Parameter<Long> protoMaxBulkLen =
      mutable("proto-max-bulk-len", ParameterType.memory(MIN_BYTES, Long.MAX_VALUE), 512L << 20);
  private final Parameter<Long> queryBufferLimit =
      mutable(
          "client-query-buffer-limit", ParameterType.memory(MIN_BYTES, Long.MAX_VALUE), 1L << 30);
  private final Parameter<OutputBufferLimits> outputBufferLimits =
      mutable("client-output-buffer-limit", OutputBufferLimits.type(), OutputBufferLimits.DEFAULT);
  private final Parameter<String> requirePass = mutable("requirepass", ParameterType.text(), "");
  private final Parameter<String> dir =
      add("dir", null, ParameterType.text(), Mutability.PROTECTED, false, "");
  private final Parameter<Long> databases =
      immutable("databases", ParameterType.integer(1, MAX_INT), 16L);
  private final Parameter<FsyncMode> appendFsync =
      mutable("appendfsync", ParameterType.oneOf(FsyncMode.class), FsyncMode.EVERYSEC);
  private final Parameter<LogLevel> logLevel =
      mutable("loglevel", ParameterType.oneOf(LogLevel.class), LogLevel.NOTICE);
  private final Parameter<String> logFile = immutable("logfile", ParameterType.text(), "");
  private final Parameter<Long> hz = mutable("hz", hertz(), 10L);
  private final Parameter<ProtectedAction> debugCommand =
      immutable(
          "enable-debug-command", ParameterType.oneOf(ProtectedAction.class), ProtectedAction.NO);
  private final Parameter<String> backend =
      constant("backend", ParameterType.oneOf(backends()), "leveldb");
  private final Parameter<Map<String, Object>> backendOptions =
      constant("backend-option", BackendOptions.type(), Map.of());
  private final Parameter<Boolean> readOnly = constant("readonly", ParameterType.yesNo(), false);
  private final Parameter<Long> gcInterval =
      mutable("gc-interval", ParameterType.integer(1, MAX_INT), 500L);
  private final Parameter<Long> gcBatchSize =
      mutable("gc-batch-size", ParameterType.integer(1, MAX_INT), 10000L);
  private final Parameter<Long> busyReplyThreshold =
      add(
          "busy-reply-threshold",
          "lua-time-limit",
          ParameterType.integer(0, Long.MAX_VALUE),
          Mutability.MUTABLE,
          false,
          5000L);
  private final CollectionParameters collections = new CollectionParameters(this);
  private final RdbParameters rdb = new RdbParameters(this);

  /** The parameters with their defaults. */
  public Configuration() {
    FixedParameters.addTo(this);
  }

  /** Returns every parameter by name, older names included. */
  public Map<String, Parameter<?>> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** Returns every parameter once. */
  public Collection<Parameter<?>> all() {
    return byName.entrySet().stream()
        .filter(entry -> entry.getKey().equals(entry.getValue().name()))
        .<Parameter<?>>map(Map.Entry::getValue)
        .toList();
  }

  /** Returns the parameter of this name in any case, or null. */
  public Parameter<?> find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Sets a parameter before the start, whether it may be changed later or not.
   *
   * @throws InvalidValueException when there is no such parameter or it cannot take the value
   */
  public void preset(String name, String text) throws InvalidValueException {
    Parameter<?> parameter = find(name);
    if (parameter == null) {
      throw new InvalidValueException("no such parameter");
    }
    parameter.parsePreset(text);
  }

  /**
   * Sets the parameters that a file names, before the start, and takes it as the one that {@link
   * #rewriteFile} rewrites.
   *
   * @throws ConfigurationFile.UnusableFileException at the first line that cannot be followed
   */
  public void load(ConfigurationFile newFile) throws ConfigurationFile.UnusableFileException {
    newFile.loadInto(this);
    file = newFile;
  }

  /** Returns the configuration file, or null when there is none. */
  public ConfigurationFile file() {
    return file;
  }

  /**
   * Writes the present values to the configuration file.
   *
   * @throws ConfigurationException when there is none or it cannot be written
   */
  public void rewriteFile() throws ConfigurationException {
    if (file == null) {
      throw new ConfigurationException("ERR The server is running without a config file");
    }
    try {
      file.rewrite(this);
    } catch (IOException e) {
      throw new ConfigurationException("ERR Rewriting config file: " + e.getMessage());
    }
  }

  /** A parameter and the text of its new value. */
  public record Change(String name, String text) {}

  /**
   * Changes parameters while the server runs: all of them, or none if one cannot be changed.
   *
   * @throws ConfigurationException with the reply of CONFIG SET when none was changed
   */
  public void change(List<Change> changes) throws ConfigurationException {
    checkChangeable(changes);
    List<Change> real =
        changes.stream()
            .filter(change -> find(change.name()).mutability() == Mutability.MUTABLE)
            .toList();
    List<Runnable> restorers = new ArrayList<>();
    String name = null;
    try {
      for (Change change : real) {
        name = change.name().toLowerCase(Locale.ROOT);
        restorers.add(find(name).restorer());
        find(name).parse(change.text());
      }
      for (Change change : real) {
        name = change.name().toLowerCase(Locale.ROOT);
        find(name).takeEffect();
      }
    } catch (InvalidValueException e) {
      restorers.reversed().forEach(Runnable::run);
      throw ConfigurationException.failed(name, e.getMessage());
    }
  }

  private void checkChangeable(List<Change> changes) throws ConfigurationException {
    List<String> seen = new ArrayList<>();
    for (Change change : changes) {
      Parameter<?> parameter = find(change.name());
      if (parameter == null) {
        throw ConfigurationException.unknown(change.name());
      }
      String name = change.name().toLowerCase(Locale.ROOT);
      boolean same = change.text().equals(parameter.text());
      switch (parameter.mutability()) {
        case PROTECTED ->
            throw ConfigurationException.failed(change.name(), "can't set protected config");
        case CONSTANT, IMMUTABLE -> {
          if (!same || parameter.mutability() == Mutability.IMMUTABLE) {
            throw ConfigurationException.failed(change.name(), "can't set immutable config");
          }
        }
        case MUTABLE -> {}
      }
      if (seen.contains(name)) {
        throw ConfigurationException.failed(change.name(), "duplicate parameter");
      }
      seen.add(name);
    }
  }

  /** Returns the addresses to listen on. */
  public List<String> bind() {
    return Arrays.stream(bind.value().split(" ", -1))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  /** Returns the port to listen on; 0 leaves the choice to the operating system. */
  public int port() {
    return port.value().intValue();
  }

  /** Returns how many connections may wait to be accepted. */
  public int tcpBacklog() {
    return tcpBacklog.value().intValue();
  }

  /** Returns after how many seconds of silence a connection is probed; 0 for never. */
  public int tcpKeepaliveSeconds() {
    return tcpKeepalive.value().intValue();
  }

  /** Returns after how many idle seconds a client is disconnected; 0 for never. */
  public int timeoutSeconds() {
    return timeout.value().intValue();
  }

  /** Returns how many clients may be connected. */
  public long maxClients() {
    return maxClients.value();
  }

  /** Returns the parameter behind {@link #maxClients}, to bound it by what the system allows. */
  public Parameter<Long> maxClientsParameter() {
    return maxClients;
  }

  /** Returns whether remote clients are turned away while there is no password. */
  public boolean protectedMode() {
    return protectedMode.value();
  }

  /** Returns how long a bulk string of a request, and any string value, may be. */
  public long protoMaxBulkLength() {
    return protoMaxBulkLen.value();
  }

  /** Returns how many bytes of requests a client may have pending. */
  public long clientQueryBufferLimit() {
    return queryBufferLimit.value();
  }

  /** Returns how many bytes may wait to be sent to a client. */
  public OutputBufferLimits clientOutputBufferLimits() {
    return outputBufferLimits.value();
  }

  /** Returns the password of the default user, or null when none is needed. */
  public byte[] password() {
    String value = requirePass.value();
    return value.isEmpty() ? null : Texts.bytes(value);
  }

  /** Returns the data directory as given; empty for a temporary one. */
  public String directory() {
    return Texts.decode(dir.value());
  }

  /** Notes the data directory in use, where {@link #directory} left the choice. */
  public void noteDirectory(String path) {
    dir.note(Texts.encode(path));
  }

  /** Notes the port in use, where {@link #port} left the choice. */
  public void notePort(int number) {
    port.note((long) number);
  }

  /** Returns how many databases there are. */
  public int databases() {
    return databases.value().intValue();
  }

  /** Returns when writes are synced to disk. */
  public FsyncMode appendFsync() {
    return appendFsync.value();
  }

  /** Returns how much is logged. */
  public LogLevel logLevel() {
    return logLevel.value();
  }

  /** Returns the parameter behind {@link #logLevel}, to follow its changes. */
  public Parameter<LogLevel> logLevelParameter() {
    return logLevel;
  }

  /** Returns the file to log to; empty for standard output. */
  public String logFile() {
    return Texts.decode(logFile.value());
  }

  /** Returns how often per second background work looks for something to do. */
  public int hz() {
    return hz.value().intValue();
  }

  /** Returns who may use DEBUG. */
  public ProtectedAction debugCommand() {
    return debugCommand.value();
  }

  /** Returns the name of the backend. */
  public String backend() {
    return Texts.decode(backend.value());
  }

  /** Returns the backend's options that were given, values as JSON has them. */
  public Map<String, Object> backendOptions() {
    return backendOptions.value();
  }

  /** Returns whether every write is refused. */
  public boolean readOnly() {
    return readOnly.value();
  }

  /** Returns how many milliseconds the collector rests between its steps. */
  public long gcIntervalMillis() {
    return gcInterval.value();
  }

  /** Returns how many records the collector deletes in one step. */
  public int gcBatchSize() {
    return gcBatchSize.value().intValue();
  }

  /** Returns after how many milliseconds others are told that a script is busy; 0 for never. */
  public long busyReplyThresholdMillis() {
    return busyReplyThreshold.value();
  }

  /** Returns the parameters that say how small a collection must be to be kept in one piece. */
  public CollectionParameters collections() {
    return collections;
  }

  /** Returns the parameters that say when and how RDB files are written. */
  public RdbParameters rdb() {
    return rdb;
  }

  <T> Parameter<T> add(
      String name,
      String aliasOrNull,
      ParameterType<T> type,
      Mutability mutability,
      boolean fixed,
      T value) {
    Parameter<T> parameter = new Parameter<>(name, aliasOrNull, type, mutability, fixed, value);
    byName.put(name, parameter);
    if (aliasOrNull != null) {
      byName.put(aliasOrNull, parameter);
    }
    return parameter;
  }

  private <T> Parameter<T> mutable(String name, ParameterType<T> type, T defaultValue) {
    return add(name, null, type, Mutability.MUTABLE, false, defaultValue);
  }

  private <T> Parameter<T> constant(String name, ParameterType<T> type, T defaultValue) {
    return add(name, null, type, Mutability.CONSTANT, false, defaultValue);
  }

  private <T> Parameter<T> immutable(String name, ParameterType<T> type, T defaultValue) {
    return add(name, null, type, Mutability.IMMUTABLE, false, defaultValue);
  }

  /** Returns the names of the backends as error texts list them. */
  private static String backends() {
    return Backends.all().stream().map(BackendType::name).collect(Collectors.joining(", "));
  }

  /** A number that Redis forces into 1 to 500 instead of refusing it. */
  private static ParameterType<Long> hertz() {
    ParameterType<Long> integer = ParameterType.integer(0, MAX_INT);
    return ParameterType.of(
        (text, current) -> Math.clamp(integer.parse(text, current), 1L, 500L),
        value -> Long.toString(value));
  }
}
