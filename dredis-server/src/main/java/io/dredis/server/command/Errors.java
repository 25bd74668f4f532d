package io.dredis.server.command;

import io.dredis.storage.type.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The texts of error replies, byte-equal to Redis 7.0. */
public final class Errors {
  public static final String SYNTAX = "ERR syntax error";
  public static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  public static final String NOT_A_FLOAT = "ERR value is not a valid float";
  public static final String NO_SUCH_KEY = "ERR no such key";
  public static final String INDEX_OUT_OF_RANGE = "ERR index out of range";
  public static final String DB_INDEX_OUT_OF_RANGE = "ERR DB index is out of range";
  public static final String SAME_OBJECT = "ERR source and destination objects are the same";
  public static final String COUNT_NOT_POSITIVE = "ERR count should be greater than 0";
  public static final String NO_AUTHENTICATION = "NOAUTH Authentication required.";
  public static final String READ_ONLY = "READONLY You can't write against a read only replica.";
  public static final String LOADING = "LOADING Redis is loading the dataset in memory";
  public static final String INTERNAL = "ERR internal error";
  public static final String NOT_IN_TRANSACTION = "ERR Command not allowed inside a transaction";
  public static final String NESTED_MULTI = "ERR MULTI calls can not be nested";
  public static final String WATCH_IN_MULTI = "ERR WATCH inside MULTI is not allowed";
  public static final String EXEC_WITHOUT_MULTI = "ERR EXEC without MULTI";
  public static final String DISCARD_WITHOUT_MULTI = "ERR DISCARD without MULTI";
  public static final String EXEC_ABORTED =
      "EXECABORT Transaction discarded because of previous errors.";
  public static final String TRANSACTION_TOO_LARGE =
      "ERR the transaction is too large for the memory of the server";
  public static final String REPLIES_TOO_LARGE =
      "ERR the replies of the transaction are too large for the memory of the server";
  public static final String INVALID_CURSOR = "ERR invalid cursor";
  public static final String INCREMENT_OVERFLOW = "ERR increment or decrement would overflow";
  public static final String DECREMENT_OVERFLOW = "ERR decrement would overflow";
  public static final String INCREMENT_NOT_FINITE = "ERR increment would produce NaN or Infinity";
  public static final String STRING_TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  public static final String OFFSET_OUT_OF_RANGE = "ERR offset is out of range";
  public static final String LCS_NOT_STRINGS = "ERR The specified keys must contain string values";
  public static final String LCS_LENGTH_AND_INDEXES =
      "ERR If you want both the length and indexes, please just use IDX.";
  public static final String LCS_STRING_TOO_LONG = "ERR String too long for LCS";
  public static final String LCS_OVER_BULK_LIMIT =
      "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len";
  public static final String LCS_OUT_OF_MEMORY =
      "ERR Insufficient memory, failed allocating transient memory for LCS";

  public static final String OUT_OF_RANGE_POSITIVE = "ERR value is out of range, must be positive";
  public static final String OUT_OF_SYMMETRIC_RANGE =
      "ERR value is out of range, value must between -9223372036854775807 and"
          + " 9223372036854775807";
  public static final String RANK_ZERO =
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
          + " negative to start from the end of the list";
  public static final String NEGATIVE_COUNT = "ERR COUNT can't be negative";
  public static final String NEGATIVE_MAXLEN = "ERR MAXLEN can't be negative";
  public static final String KEY_COUNT_NOT_POSITIVE = "ERR numkeys should be greater than 0";
  public static final String KEY_COUNT_TOO_LARGE =
      "ERR Number of keys can't be greater than number of args";
  public static final String NEGATIVE_LIMIT = "ERR LIMIT can't be negative";
  public static final String OUT_OF_RANGE = "ERR value is out of range";
  public static final String NAN_OR_INFINITY = "ERR value is NaN or Infinity";
  public static final String SORT_WEIGHT_NOT_A_FLOAT =
      "ERR One or more scores can't be converted into double";
  public static final String HASH_VALUE_NOT_AN_INTEGER = "ERR hash value is not an integer";
  public static final String HASH_VALUE_NOT_A_FLOAT = "ERR hash value is not a float";

  public static final String NOT_AN_INT =
      "ERR value is out of range, value must between -2147483648 and 2147483647";
  public static final String WRONG_PASSWORD =
      "WRONGPASS invalid username-password pair or user is disabled.";
  public static final String NO_PASSWORD_CONFIGURED =
      "ERR AUTH <password> called without any password configured for the default user. Are you"
          + " sure your configuration is correct?";
  public static final String HELLO_NEEDS_AUTHENTICATION =
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH"
          + " <user> <pass> option can be used to authenticate the client and select the RESP"
          + " protocol version at the same time";
  public static final String PROTOCOL_NOT_AN_INTEGER =
      "ERR Protocol version is not an integer or out of range";
  public static final String UNSUPPORTED_PROTOCOL = "NOPROTO unsupported protocol version";
  public static final String CLIENT_NAME =
      "ERR Client names cannot contain spaces, newlines or special characters.";
  public static final String NO_SUCH_CLIENT = "ERR No such client";
  public static final String INVALID_CLIENT_ID = "ERR Invalid client ID";
  public static final String CLIENT_ID_NOT_POSITIVE = "ERR client-id should be greater than 0";
  public static final String TIMEOUT_NOT_AN_INTEGER =
      "ERR timeout is not an integer or out of range";
  public static final String TIMEOUT_NEGATIVE = "ERR timeout is negative";
  public static final String TIMEOUT_NOT_A_FLOAT = "ERR timeout is not a float or out of range";
  public static final String UNBLOCKED = "UNBLOCKED client unblocked via CLIENT UNBLOCK";
  public static final String UNBLOCK_REASON =
      "ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR";
  public static final String PAUSE_MODE = "ERR CLIENT PAUSE mode must be WRITE or ALL";
  public static final String INVALID_COMMAND = "ERR Invalid command specified";
  public static final String NO_KEY_ARGUMENTS = "ERR The command has no key arguments";
  public static final String INVALID_ARGUMENT_COUNT =
      "ERR Invalid number of arguments specified for command";
  public static final String INVALID_ARGUMENTS = "ERR Invalid arguments specified for command";

  private static final int UNKNOWN_COMMAND_NAME_LIMIT = 128;
  private static final int UNKNOWN_COMMAND_ARGUMENTS_LIMIT = 128;

  private Errors() {}

  /** The answer to a command that does not exist, with the beginning of what came with it. */
  public static String unknownCommand(byte[][] request) {
    StringBuilder arguments = new StringBuilder();
    for (int i = 1;
        i < request.length && arguments.length() < UNKNOWN_COMMAND_ARGUMENTS_LIMIT;
        i++) {
      int room = UNKNOWN_COMMAND_ARGUMENTS_LIMIT - arguments.length();
      arguments.append('\'').append(printable(request[i], room)).append("' ");
    }
    return "ERR unknown command '"
        + printable(request[0], UNKNOWN_COMMAND_NAME_LIMIT)
        + "', with args beginning with: "
        + arguments;
  }

  /** The answer to a subcommand that does not exist. */
  public static String unknownSubcommand(byte[] subcommand, CommandSpec container) {
    return "ERR unknown subcommand '"
        + printable(subcommand, UNKNOWN_COMMAND_NAME_LIMIT)
        + "'. Try "
        + container.name().toUpperCase(Locale.ROOT)
        + " HELP.";
  }

  /** The answer to a wrong number of arguments. */
  public static String wrongArity(String fullName) {
    return "ERR wrong number of arguments for '" + fullName + "' command";
  }

  /** The answer to an EXEC that is refused itself, with the answer to any other command. */
  public static String execRefused(String text) {
    return "EXECABORT Transaction discarded because of: "
        + (text.startsWith("ERR ") ? text.substring("ERR ".length()) : text);
  }

  /** The answer to an expiry that does not fit. */
  public static String invalidExpire(String commandName) {
    return "ERR invalid expire time in '" + commandName + "' command";
  }

  /** The answer to a protected command that the settings do not allow. */
  public static String protectedCommand(CommandSpec spec) {
    String option = "enable-" + spec.name() + "-command";
    return "ERR "
        + spec.name().toUpperCase(Locale.ROOT)
        + " command not allowed. If the "
        + option
        + " option is set to \"local\", you can run it from a local connection, otherwise you need"
        + " to set this option in the configuration file, and then restart the server.";
  }

  /** The answer to a subcommand whose arguments fit none of its forms. */
  public static String subcommandSyntax(byte[] subcommand, String container) {
    return "ERR unknown subcommand or wrong number of arguments for '"
        + printable(subcommand, UNKNOWN_COMMAND_NAME_LIMIT)
        + "'. Try "
        + container.toUpperCase(Locale.ROOT)
        + " HELP.";
  }

  /** The answer to an option that EXPIRE and its family do not know. */
  public static String unsupportedOption(byte[] option) {
    return "ERR Unsupported option " + printable(option);
  }

  /** The answer to an option that HELLO does not know or that lacks its value. */
  public static String helloOption(byte[] option) {
    return "ERR Syntax error in HELLO option '" + printable(option) + "'";
  }

  /** The answer to a type of clients that does not exist. */
  public static String unknownClientType(byte[] type) {
    return "ERR Unknown client type '" + printable(type) + "'";
  }

  /** The answer to a user that does not exist. */
  public static String noSuchUser(byte[] user) {
    return "ERR No such user '" + printable(user) + "'";
  }

  /** The answer to an attribute that CLIENT SETINFO does not know. */
  public static String unrecognizedOption(byte[] option) {
    return "ERR Unrecognized option '" + printable(option) + "'";
  }

  /** The answer to an attribute of CLIENT SETINFO that holds blanks or worse. */
  public static String clientAttribute(byte[] attribute) {
    return "ERR "
        + printable(attribute)
        + " cannot contain spaces, newlines or special characters.";
  }

  /** The answer when a value does not allow what a command wants to do with it. */
  static String value(ValueException.Reason reason) {
    return switch (reason) {
      case NOT_AN_INTEGER -> NOT_AN_INTEGER;
      case NOT_A_FLOAT -> NOT_A_FLOAT;
      case FIELD_NOT_AN_INTEGER -> HASH_VALUE_NOT_AN_INTEGER;
      case FIELD_NOT_A_FLOAT -> HASH_VALUE_NOT_A_FLOAT;
      case OVERFLOW -> INCREMENT_OVERFLOW;
      case NAN_OR_INFINITY -> INCREMENT_NOT_FINITE;
      case TOO_LONG -> STRING_TOO_LONG;
      case NO_SUCH_KEY -> NO_SUCH_KEY;
      case INDEX_OUT_OF_RANGE -> INDEX_OUT_OF_RANGE;
    };
  }

  /** The answer when the store could not be read or written. */
  public static String storage(String message) {
    return "ERR storage: " + message;
  }

  private static String printable(byte[] bytes) {
    return printable(bytes, bytes.length);
  }

  private static String printable(byte[] bytes, int limit) {
    int end = 0;
    while (end < Math.min(limit, bytes.length) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
  }
}
