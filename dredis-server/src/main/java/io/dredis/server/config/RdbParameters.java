package io.dredis.server.config;

import io.dredis.server.config.Parameter.Mutability;

/**
 * The parameters that say when and how RDB files are written. Names are Redis's but for {@code
 * rdb-version}. Nothing is saved by itself unless asked: the data are on disk anyway.
 */
public final class RdbParameters {
  private final Parameter<String> fileName;
  private final Parameter<SavePoints> savePoints;
  private final Parameter<Boolean> compression;
  private final Parameter<Boolean> checksum;
  private final Parameter<Long> version;

  RdbParameters(Configuration configuration) {
    fileName =
        configuration.add(
            "dbfilename", null, fileNameType(), Mutability.PROTECTED, false, "dump.rdb");
    savePoints =
        configuration.add(
            "save", null, SavePoints.type(), Mutability.MUTABLE, false, SavePoints.NONE);
    compression =
        configuration.add(
            "rdbcompression", null, ParameterType.yesNo(), Mutability.MUTABLE, false, true);
    checksum =
        configuration.add(
            "rdbchecksum", null, ParameterType.yesNo(), Mutability.IMMUTABLE, false, true);
    version =
        configuration.add(
            "rdb-version", null, ParameterType.integer(7, 11), Mutability.MUTABLE, false, 7L);
  }

  private static ParameterType<String> fileNameType() {
    return ParameterType.of(
        (text, current) -> {
          if (text.indexOf('/') >= 0) {
            throw new InvalidValueException("dbfilename can't be a path, just a filename");
          }
          if (text.isEmpty() || text.equals(".") || text.equals("..") || text.indexOf(0) >= 0) {
            throw new InvalidValueException("dbfilename must name a file");
          }
          return text;
        },
        text -> text);
  }

  /** Returns the name of the file, in the data directory, that saves go to. */
  public String fileName() {
    return Texts.decode(fileName.value());
  }

  /** Returns when the server saves by itself. */
  public SavePoints savePoints() {
    return savePoints.value();
  }

  /** Returns whether long strings and packed collections are compressed. */
  public boolean compression() {
    return compression.value();
  }

  /** Returns whether a file ends with a checksum. */
  public boolean checksum() {
    return checksum.value();
  }

  /** Returns the RDB version of files and payloads. */
  public int version() {
    return version.value().intValue();
  }
}
