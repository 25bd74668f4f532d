package io.dredis.lua.library;

import io.dredis.lua.language.Numbers;

/** What the functions of one {@code cjson} table were told to do; it outlives a script. */
final class JsonSettings {
  boolean sparseArraysConverted;
  int sparseRatio = 2;
  int sparseSafe = 10;
  int encodeMaxDepth = 1000;
  int decodeMaxDepth = 1000;
  int numberPrecision = Numbers.DIGITS;

  /** Kept because it can be asked for; a buffer is never kept. */
  boolean bufferKept = true;

  /** How numbers are encoded that JSON has no notation for: off (an error), on (nan, inf), null. */
  String encodedInvalidNumbers = "off";

  boolean invalidNumbersDecoded = true;
}
