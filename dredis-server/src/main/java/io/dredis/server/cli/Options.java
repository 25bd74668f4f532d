package io.dredis.server.cli;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of the command line as they were given; null or empty for those that were not. Texts
 * are checked where the parameters are, in {@link io.dredis.server.config.Configuration}.
 */
final class Options {
  @Parameter(
      names = {"-h", "--help"},
      help = true)
  boolean help;

  @Parameter(
      names = {"-v", "--version"},
      help = true)
  boolean version;

  @Parameter(names = "--host")
  List<String> host = new ArrayList<>();

  @Parameter(names = "--port")
  String port;

  @Parameter(names = "--dir")
  String dir;

  @Parameter(names = "--backend")
  String backend;

  @Parameter(names = "--backend-option")
  List<String> backendOption = new ArrayList<>();

  @Parameter(names = "--databases")
  String databases;

  @Parameter(names = "--fsync")
  String fsync;

  @Parameter(names = "--gc-interval")
  String gcInterval;

  @Parameter(names = "--gc-batch-size")
  String gcBatchSize;

  @Parameter(names = "--maxclients")
  String maxclients;

  @Parameter(names = "--requirepass")
  String requirepass;

  @Parameter(names = "--readonly")
  boolean readonly;

  @Parameter(names = "--flushall")
  boolean flushall;

  @Parameter(names = "--rdb")
  String rdb;

  @Parameter(names = "--rdb-skip-unsupported")
  boolean rdbSkipUnsupported;

  @Parameter(names = "--check-rdb")
  String checkRdb;

  @Parameter(names = "--debug")
  boolean debug;

  @Parameter(names = "--config")
  String config;
}
