package io.dredis.server.command;

import java.util.List;

/** Transactions and watched keys that Redis and dredis must answer alike. */
final class TransactionCorpus {
  private TransactionCorpus() {}

  /** Fill a database with a value of each type. */
  static final String[] VALUES = {
    "SET s 1",
    "RPUSH l a b c",
    "HSET h f 1 g 2",
    "ZADD z 1 a 2 b",
    "SADD set a b 3",
    "SADD one m",
    "SET t 5"
  };

  /** Whether each of these ends the watches of the keys it names, and of no other. */
  static final String CHANGES =
      """
      SET s 1
      SET none 1
      SET s 2 NX
      SET none 2 XX
      SET s 1 GET
      SETNX s 1
      APPEND s x
      APPEND none x
      SETRANGE s 0 x
      SETRANGE none 3 x
      GETEX s
      GETEX s PERSIST
      GETEX s EX 100
      GETSET s 1
      GETDEL none
      GETDEL s
      INCRBY s 0
      INCRBYFLOAT s 0
      INCR l
      MSETNX none 1 s 1
      MSET none 1 s 1
      DEL none
      DEL s l h
      UNLINK z
      TOUCH s
      PERSIST s
      EXPIRE s 100
      EXPIRE s 100 XX
      EXPIRE s -1
      PEXPIREAT s 1
      RENAME s none
      RENAME s s
      RENAME t s
      RENAMENX s l
      RENAMENX none s
      COPY s none
      COPY s l
      COPY s l REPLACE
      COPY t s REPLACE
      MOVE s 1
      MOVE none 1
      RPUSH l x
      LPUSHX none x
      LPUSHX l x
      LPOP l
      LPOP l 0
      LPOP none
      RPOP l 5
      LSET l 0 a
      LSET l 9 a
      LREM l 0 x
      LREM l 0 a
      LTRIM l 0 -1
      LTRIM l 5 6
      LINSERT l BEFORE x y
      LINSERT l BEFORE a y
      LMOVE l l LEFT LEFT
      LMOVE l none LEFT RIGHT
      LMOVE none l LEFT RIGHT
      RPOPLPUSH l s
      LMPOP 2 none l LEFT
      BLPOP l 0
      BLMOVE l none LEFT LEFT 0
      HSET h f 1
      HSET h new 1
      HSETNX h f 3
      HDEL h none
      HDEL h f
      HINCRBY h f 0
      HINCRBYFLOAT h f 0
      HINCRBY h g x
      SADD set a
      SADD set new
      SREM set none
      SREM set a
      SPOP set 0
      SPOP one
      SPOP none
      SMOVE set none missing
      SMOVE set none a
      SMOVE set set a
      SINTERSTORE none set h2
      SINTERSTORE set set h2
      SUNIONSTORE set set
      SUNIONSTORE l set
      SDIFFSTORE none none
      ZADD z 1 a
      ZADD z XX 5 none
      ZADD z GT 0 a
      ZADD z 9 a
      ZADD z INCR 0 a
      ZINCRBY z 0 a
      ZREM z none
      ZREM z a
      ZPOPMIN z
      ZPOPMIN z 0
      ZPOPMAX none
      ZREMRANGEBYRANK z 5 6
      ZREMRANGEBYSCORE z 0 1
      ZRANGESTORE none z 5 6
      ZRANGESTORE z z 5 6
      ZRANGESTORE none z 0 -1
      ZUNIONSTORE none 1 z
      ZINTERSTORE z 2 z none
      SORT l ALPHA STORE none
      SORT none STORE l
      SORT none STORE none
      SORT l STORE l
      SORT l
      FLUSHDB
      FLUSHALL
      SWAPDB 0 1
      SWAPDB 1 2
      SWAPDB 0 0
      RESTORE s 0 x
      GET s
      OBJECT ENCODING s
      HGETALL h
      """;

  /**
   * What clients do in turn: each line has the name of one, and the requests that it sends at once.
   */
  static final List<String> SCENARIOS =
      List.of(
          """
          a EXEC
          a DISCARD
          a UNWATCH
          a MULTI
          a MULTI
          a WATCH k
          a SET k 1
          b GET k
          a INCR k
          a EXEC
          b GET k
          a MULTI
          a EXEC
          a MULTI | SET k 5 | GET k | EXEC | GET k
          """,
          // Errors while queuing end the transaction, and those while executing do not.
          """
          a MULTI
          a NOSUCH command x
          a GET
          a CLIENT NOSUCH
          a OBJECT
          a SET k 1
          a EXEC
          a EXEC
          b GET k
          a MULTI
          a SET k text
          a INCR k
          a LPUSH k x
          a HGETALL k
          a SET k 1 EX 0
          a INCR k x
          a EXEC
          a MULTI
          a SET k 1
          a INCR k
          a LPUSH k x
          a DEBUG ERROR whatever
          a GET k
          a EXEC
          a MULTI
          a SET k 9
          a DISCARD
          a GET k
          a EXEC
          a EXEC x
          a MULTI
          a EXEC x
          a EXEC
          a MULTI x
          a MULTI
          a DISCARD x
          a EXEC
          a WATCH
          a UNWATCH x
          """,
          """
          a MULTI
          a SAVE
          a EXEC
          a MULTI
          a SHUTDOWN
          a PING
          a EXEC
          a SAVE x
          a MULTI
          a SELECT 3
          a SET k 3
          a EXEC
          a GET k
          b GET k
          a MULTI
          a SELECT 0
          a SELECT 99
          a SELECT x
          a DBSIZE
          a EXEC
          a GET k
          """,
          // Commands that block answer at once, and nobody is served before the end.
          """
          a MULTI
          a BLPOP none 0
          a BRPOP none none 0
          a BLMOVE none k LEFT LEFT 0
          a BRPOPLPUSH none k 0
          a BLMPOP 0 1 none LEFT
          a BZPOPMIN none 0
          a BZPOPMAX none 0
          a BZMPOP 0 1 none MIN
          a BLPOP none x
          a EXEC
          b BLPOP k 0 &
          a MULTI
          a RPUSH k 1 2
          a LPOP k
          a BLPOP k 0
          a EXEC
          b waits
          a MULTI
          a RPUSH k 3 4
          a LLEN k
          a BLPOP k 0
          a EXEC
          b ...
          a EXISTS k
          b BLMOVE k l LEFT LEFT 0 &
          c BLPOP l 0 &
          a MULTI | RPUSH k 1 | LRANGE k 0 -1 | LRANGE l 0 -1 | EXEC
          b ...
          c ...
          a EXISTS k l
          """,
          // A client that is served changes a watched key.
          """
          b BLPOP k 0 &
          c WATCH other
          a WATCH k
          d RPUSH k x
          b ...
          a MULTI
          a PING
          a EXEC
          c MULTI
          c PING
          c EXEC
          """,
          """
          a WATCH k
          a SET k mine
          a MULTI
          a GET k
          a EXEC
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b SET k theirs
          a UNWATCH
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b SET k theirs
          a WATCH other
          a MULTI
          a GET k
          a UNWATCH
          a EXEC
          a WATCH k
          a MULTI
          a UNWATCH
          b SET k again
          a EXEC
          a WATCH k
          a MULTI
          a SET k mine
          b SET k theirs
          a DISCARD
          a MULTI
          a GET k
          a EXEC
          a WATCH k k
          a WATCH k
          a MULTI
          a SET k mine
          a EXEC
          a MULTI
          a GET k
          a EXEC
          """,
          // A key of another database, and a command that fails.
          """
          a SELECT 1
          a WATCH k
          a SELECT 0
          b SET k 0
          a MULTI
          a PING
          a EXEC
          a SELECT 1
          a WATCH k
          a SELECT 0
          b SELECT 1
          b SET k 0
          a MULTI
          a PING
          a EXEC
          a RPUSH list x
          a WATCH list string
          b SELECT 0
          b INCR list
          b RPOPLPUSH list string
          a MULTI
          a PING
          a EXEC
          a SET string x
          a WATCH list string
          b RPOPLPUSH list string
          b SUNIONSTORE none list
          a MULTI
          a PING
          a EXEC
          """,
          // All keys of a database go, or come.
          """
          a WATCH none
          b FLUSHALL
          b FLUSHDB
          a MULTI
          a PING
          a EXEC
          a SET k 1
          a WATCH k
          b SELECT 1
          b FLUSHDB
          a MULTI
          a PING
          a EXEC
          a WATCH k
          b FLUSHALL
          a MULTI
          a PING
          a EXEC
          b SELECT 1
          b SET k 1
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH none
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH k none
          b SWAPDB 0 2
          a MULTI
          a GET k
          a EXEC
          b SELECT 0
          b SET k 0
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a GET k
          a EXEC
          a WATCH k
          b MULTI
          b SWAPDB 0 1
          b SWAPDB 0 1
          b EXEC
          a MULTI
          a GET k
          a EXEC
          """,
          // Keys that have expired, and those that do while they are watched.
          """
          b DEBUG SET-ACTIVE-EXPIRE 0
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b GET k
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b SET k 2
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 30
          a WATCH k
          a DEBUG SLEEP 0.05
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 30
          a WATCH k
          a DEBUG SLEEP 0.05
          b EXISTS k
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          a WATCH k
          b FLUSHALL
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 1
          a DEBUG SLEEP 0.01
          b SELECT 1
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a PING
          a EXEC
          a WATCH k
          b SWAPDB 0 1
          a MULTI
          a PING
          a EXEC
          a SET k 1 PX 100000
          a WATCH k
          b SELECT 0
          b PERSIST k
          a MULTI
          a PING
          a EXEC
          b DEBUG SET-ACTIVE-EXPIRE 1
          """,
          """
          a WATCH k
          a MULTI
          a SET k 1
          a RESET
          a EXEC
          b SET k 2
          a MULTI
          a PING
          a EXEC
          a MULTI
          a ZADD z 1.5 m
          a ZSCORE z m
          a EXEC
          a MULTI
          a PING
          a QUIT
          a ...
          """,
          """
          a CONFIG SET requirepass secret
          b EXEC
          b MULTI
          b WATCH k
          b EXEC x
          b MULTI x
          b AUTH secret
          b MULTI
          b AUTH wrong
          b PING
          b EXEC
          b CONFIG SET requirepass  timeout 0
          """,
          // Pops and the like, whose replies show what was there before.
          """
          a RPUSH l a b c d e
          a ZADD z 1 a 2 b 3 c
          a SADD set a
          a HSET h f v
          a SET s value
          a MULTI
          a LPOP l 3
          a RPOP l 3
          a ZPOPMIN z 2
          a ZMPOP 1 z MAX COUNT 5
          a SPOP set 3
          a SET s new GET
          a GETSET s newer
          a GETEX s PERSIST
          a GETDEL s
          a HGETALL h
          a HVALS h
          a KEYS *
          a SORT l
          a DBSIZE
          a EXEC
          """);
}
