package io.dredis.server.cli;

/** What {@code --help} shows. A test holds it against the options and their defaults. */
final class HelpText {
  private HelpText() {}

  static final String TEXT =
      """
      dredis - a Redis server whose data lives on disk

      Usage: dredis [OPTION]...

      Where to listen:
        --host ADDRESS              address to listen on; may be repeated (127.0.0.1)
        --port PORT                 port to listen on; 0 takes a free one (6377)
        --maxclients COUNT          clients connected at once (10000)
        --requirepass PASSWORD      password clients have to AUTH with (none)

      Where the data lives:
        --dir DIRECTORY             data directory; created when missing
                                    (a new temporary directory, named in the log)
        --backend BACKEND           leveldb, lmdb or memory (leveldb)
        --backend-option NAME=JSON  option of the backend; may be repeated
        --databases COUNT           number of databases (16)
        --fsync WHEN                always, everysec or no: when writes are forced
                                    to disk; they survive the end of the process
                                    in any case (everysec)
        --readonly                  refuse every write (off)
        --flushall                  empty all databases at the start (off)
        --rdb FILE                  begin with the keys of an RDB file; others may
                                    be there only with --flushall (none)
        --rdb-skip-unsupported      leave out keys of types that dredis lacks,
                                    instead of refusing the file (off)

      Background work:
        --gc-interval MILLISECONDS  rest between two steps of reclaiming the space
                                    of deleted keys (500)
        --gc-batch-size COUNT       records reclaimed in one step (10000)

      Other:
        --config FILE               read parameters from a file in the syntax of
                                    redis.conf; options given here go before it
        --check-rdb FILE            show what an RDB file holds, or where it is
                                    broken, and exit; stands alone
        --debug                     log everything (off)
        -v, --version               show the version and exit
        -h, --help                  show this help and exit
      """;
}
