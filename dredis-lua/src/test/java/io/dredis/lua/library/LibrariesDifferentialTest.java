package io.dredis.lua.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries beside those of a real Redis: chosen cases, then random ones. */
class LibrariesDifferentialTest {
  private static final int RANDOM_CASES = 1500;

  private LibraryComparison both;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException, InterruptedException {
    both = new LibraryComparison(directory);
  }

  @AfterEach
  void stop() throws IOException {
    both.close();
  }

  @Test
  void eachLibraryHasTheSameEntries() throws IOException {
    for (String library : List.of("cjson", "cmsgpack", "struct", "bit")) {
      both.compareBody(
          "local t = {} for k, v in pairs("
              + library
              + ") do t[k] = type(v) == 'function' and 'f' or v end return t");
    }
  }

  @Test
  void jsonEncodesWhatItCan() throws IOException {
    compareCalls(
        "cjson.encode",
        List.of(
            "nil", "true", "false", "0", "1", "-1", "0.1", "1/3", "100", "1e14", "1e15", "1e100"));
    compareCalls(
        "cjson.encode",
        List.of("123456789012345", "99999999999999", "2^53", "-2^53", "1e-5", "0.0001", "5e-324"));
    compareCalls(
        "cjson.encode",
        List.of("1.7976931348623157e308", "2.2250738585072014e-308", "0.1+0.2", "1/0", "0/0"));
    compareCalls(
        "cjson.encode",
        List.of("'a'", "''", "'\\\"\\\\/'", "'\\0\\1\\31\\127\\128\\255'", "'\\b\\f\\n\\r\\t'"));
    compareCalls(
        "cjson.encode",
        List.of("{}", "{{}}", "{1,2,3}", "{1,nil,3}", "{a=1}", "{[1.5]=1}", "{[-1]=2}", "{[0]=1}"));
    compareCalls(
        "cjson.encode",
        List.of("{[10]=1}", "{[11]=1}", "{[2^31]=1}", "{[2^31-1]=1}", "{[2^40]=1}", "{[true]=1}"));
    compareCalls(
        "cjson.encode",
        List.of("print", "cjson.null", "{cjson.null}", "{f=tostring}", "coroutine", "", "1, 2"));
  }

  @Test
  void jsonRefusesTablesThatAreTooDeep() throws IOException {
    both.compareBody("local t = {} t[1] = t return cjson.encode(t)");
    both.compareBody("local t = {} t.a = t return cjson.encode(t)");
    both.compareBody("local t = {} for i = 1, 999 do t = {t} end return #cjson.encode(t)");
    both.compareBody("local t = {} for i = 1, 1000 do t = {t} end return #cjson.encode(t)");
    both.compareBody("cjson.encode_max_depth(3) return cjson.encode({{{{}}}})");
    both.compareBody("return cjson.encode({{{}}})");
    both.compareBody("cjson.encode_max_depth(1e6) local t = {} t[1] = t return cjson.encode(t)");
    both.compareBody("local t = {} t.a = t return cjson.encode(t)");
    both.compareBody("cjson.decode_max_depth(2) return cjson.decode('[[[]]]')");
    both.compareBody("return cjson.decode('[[],{}]')");
    both.compareBody("cjson.decode_max_depth(1e6) return cjson.decode(string.rep('[', 9000))");
    both.compareBody("return cjson.decode(string.rep('{\"a\":', 9000))");
  }

  @Test
  void jsonDecodesTexts() throws IOException {
    decode("{}", "[]", "[1,2,3]", "{\"a\":1}", "{\"a\":{\"b\":[null,true,false]}}", "null", "");
    decode("  [ 1 ,\\t2\\n]\\r", "1", "-1", "1.5", "1e3", "1E+3", "1e-400", "1e400", "0.1", "1.");
    decode("-", "-x", "01", "-01", "0x10", "0x1p4", "0x.8", "0x", "+1", "1e", "1e+", ".5", "-.5");
    decode("-0", "-0.0", "-0e5", "[-0,0]", "-1e-400");
    decode("inf", "-inf", "Infinity", "nan", "NaN", "nan(ab_1)x", "nan(", "nul", "tru", "falsey");
    decode(
        "123456789012345678901234567890", "0.000000000000000000000000000001", "9007199254740993");
    decode("2147483648", "-2147483648", "999999999999999", "1000000000000000", "4.35", "1e22");
    decode("[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,");
    decode("{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}", "}", "]", ",", ":", "[}", "1 2", "[1]]");
    decode("\"a", "\"\\\\x\"", "\"\\\\u12\"", "\"\\\\u00e9\\\\u20ac\"", "\"\\\\ud83d\\\\ude00\"");
    decode("\"\\\\ud83d\"", "\"\\\\ude00\"", "\"\\\\ud83d\\\\u0041\"", "\"\\\\u0000\"");
    decode(
        "\"\\\\\\\"\\\\\\\\\\\\/\\\\b\\\\f\\\\n\\\\r\\\\t\"", "\"\\0\"", "1\\0", "\\0", "\\0001");
    decode(
        "\"\\1\\31\\127\\200\\255\"", "\"tab\\tin\"", "'single'", "\\239\\187\\191[]", "[\"\\\\");
    decode("{\"a\":1,\"a\":2}", "{\"\":1}", "{\"1\":1}", "{\"a\":null}", "[null]", "true false");
    compareCalls("cjson.decode", List.of("", "nil", "12", "1.5", "{}", "true", "'1', 2"));
  }

  private void decode(String... texts) throws IOException {
    for (String text : texts) {
      both.compare("cjson.decode('" + text.replace("'", "\\'") + "')");
    }
  }

  @Test
  void jsonKeepsItsSettings() throws IOException {
    for (String setting :
        List.of(
            "encode_max_depth",
            "decode_max_depth",
            "encode_number_precision",
            "encode_keep_buffer",
            "encode_sparse_array",
            "encode_invalid_numbers",
            "decode_invalid_numbers")) {
      compareCalls(
          "cjson.new()." + setting,
          List.of("", "nil", "1", "0", "-1", "14", "15", "true", "false", "'on'", "'null'", "'x'"));
      compareCalls(
          "cjson.new()." + setting,
          List.of("2.7", "'3'", "1e10", "{}", "1, 2, 3, 4", "true, 3", "true, 0, -1", "nil, 4, 5"));
    }
    both.compareBody("cjson.encode_sparse_array(true) return cjson.encode({[1000]='x'})");
    both.compare("cjson.encode({[1001]='x'}), cjson.encode_sparse_array()");
    both.compareBody("cjson.encode_invalid_numbers(true) return cjson.encode({1/0, -1/0, 0/0})");
    both.compareBody("cjson.encode_invalid_numbers('null') return cjson.encode({1/0, 0/0})");
    both.compareBody("cjson.encode_number_precision(3) return cjson.encode({1/3, 12345, 1e-7})");
    both.compareBody("cjson.decode_invalid_numbers(false) return cjson.decode('[1, 0x10]')");
    decode("nan", "-inf", "+1", "01", "-0x1", "0", "-0.5", "infinity");
    both.compareBody(
        "local other = cjson.new() return other.encode({1/3}), other.null == cjson.null");
  }

  @Test
  void messagePackPacksInTheShortestForm() throws IOException {
    compareCalls(
        "cmsgpack.pack",
        List.of("", "nil", "true, false", "0", "127", "128", "255", "256", "65535", "65536"));
    compareCalls(
        "cmsgpack.pack",
        List.of("-1", "-32", "-33", "-128", "-129", "-32768", "-32769", "-2^31", "-2^31-1"));
    compareCalls(
        "cmsgpack.pack",
        List.of("2^31", "2^32-1", "2^32", "2^53", "2^62", "2^63", "-2^63", "-2^64", "1e300"));
    compareCalls(
        "cmsgpack.pack",
        List.of("0.5", "0.1", "1/0", "-1/0", "1e-300", "'a'", "('x'):rep(31)", "('x'):rep(32)"));
    compareCalls(
        "cmsgpack.pack",
        List.of("('x'):rep(255)", "('x'):rep(256)", "('x'):rep(65535)", "('x'):rep(65536)"));
    compareCalls(
        "cmsgpack.pack",
        List.of("{}", "{1,2}", "{1,nil,3}", "{a=1}", "{['1']=2}", "{[1.5]=2}", "{[0]=1}", "{{}}"));
    compareCalls(
        "cmsgpack.pack",
        List.of("print", "cjson.null", "{[true]=false}", "{[2^40]=1}", "{1,2,3}, 'a', nil, 7"));
    both.compareBody("local t = {} t[1] = t return cmsgpack.pack(t)");
    both.compareBody("local t = {} t.a = t return cmsgpack.pack(t)");
    both.compareBody("local t = {} for i = 1, 15 do t[i] = i end return cmsgpack.pack(t)");
    both.compareBody("local t = {} for i = 1, 16 do t[i] = i end return cmsgpack.pack(t)");
    both.compareBody("local t = {} for i = 1, 65536 do t[i] = i end return cmsgpack.pack(t)");
  }

  @Test
  void messagePackUnpacksWhatItKnows() throws IOException {
    for (int tag = 0; tag < 256; tag++) {
      String lead = "'\\" + tag + "'";
      both.compare("cmsgpack.unpack(" + lead + ")");
      both.compare("cmsgpack.unpack(" + lead + " .. '\\1\\2\\3\\4\\5\\6\\7\\8\\9')");
      both.compare("cmsgpack.unpack(" + lead + " .. '\\255\\255\\255\\255\\255\\255\\255\\255')");
      both.compare("cmsgpack.unpack(" + lead + " .. ('\\0'):rep(7) .. ('\\3'):rep(60))");
    }
    both.compare("cmsgpack.unpack('\\129\\192\\1')");
    both.compare("cmsgpack.unpack('\\129\\203\\127\\248\\0\\0\\0\\0\\0\\0\\1')");
    both.compare("cmsgpack.unpack('\\203\\128' .. ('\\0'):rep(7))");
    both.compare("cmsgpack.unpack('\\202\\128\\0\\0\\0')");
    both.compare("struct.unpack('>df', ('\\128' .. ('\\0'):rep(7)):rep(2))");
    both.compare("#cmsgpack.unpack(('\\145'):rep(3999) .. '\\1')");
    both.compare("#cmsgpack.unpack(('\\145'):rep(4000) .. '\\1')");
    both.compare("type(cmsgpack.unpack(('\\129\\1'):rep(3999) .. '\\1'))");
    both.compare("type(cmsgpack.unpack(('\\129\\1'):rep(4000) .. '\\1'))");
    both.compare("type(cmsgpack.unpack(('\\129'):rep(7998) .. ('\\1'):rep(7999)))");
    both.compare("type(cmsgpack.unpack(('\\129'):rep(7999) .. ('\\1'):rep(8000)))");
    both.compare("select('#', cmsgpack.unpack(('\\1'):rep(7980)))");
    both.compare("select('#', cmsgpack.unpack(('\\1'):rep(9000)))");
  }

  @Test
  void messagePackUnpacksInPieces() throws IOException {
    String three = "cmsgpack.pack({1}, 'two', 3)";
    for (String rest : List.of("", ", 0", ", 2", ", 6", ", 7", ", 8", ", -1", ", 'x'", ", nil")) {
      both.compare("cmsgpack.unpack_one(" + three + rest + ")");
      both.compare("cmsgpack.unpack_limit(" + three + ", 2" + rest + ")");
      both.compare("cmsgpack.unpack_limit(" + three + ", 0" + rest + ")");
      both.compare("cmsgpack.unpack_limit(" + three + rest + ", 2)");
    }
    compareCalls("cmsgpack.unpack", List.of("", "nil", "7", "{}", "''", "'\\1', 2"));
    compareCalls("cmsgpack.unpack_one", List.of("", "''", "'', 1", "'\\1', 1.9", "'\\1', 2^32"));
  }

  @Test
  void structPacksAndUnpacks() throws IOException {
    for (String format :
        List.of(
            "b", "B", "h", "H", "l", "L", "T", "i", "I", "f", "d", "i1", "I3", "i8", "I9", "i32")) {
      for (String number :
          List.of("0", "1", "-1", "255", "-129", "2^31", "2^63", "2^64", "-2^63", "-2^70", "1.9")) {
        both.compare("struct.pack('" + format + "', " + number + ")");
        both.compare("struct.pack('>" + format + "', " + number + ")");
      }
      both.compare("struct.size('" + format + "'), struct.size('!bi" + format + "')");
      for (String order : List.of("<", ">")) {
        both.compare("struct.unpack('" + order + format + "', ('\\255'):rep(40))");
        both.compare("struct.unpack('" + order + format + "', ('\\1\\128'):rep(20))");
        both.compare("struct.unpack('" + order + format + "', ('\\200'):rep(20), 6)");
      }
    }
    compareCalls(
        "struct.pack",
        List.of("", "''", "'i'", "'ii', 1", "'i33', 1", "'i0', 1", "'q', 1", "'=i', 1", "nil"));
    compareCalls(
        "struct.pack",
        List.of("'s', 'abc'", "'c', 'abc'", "'c5', 'abc'", "'c0', 'abc'", "'c2s', 'ab', 1.5"));
    compareCalls(
        "struct.pack",
        List.of(
            "'s'", "'i', 'x'", "'i', '12'", "'d', '0.5'", "'x x', 1", "'bxh', 1, 2", "'!4bl',1,2"));
    compareCalls(
        "struct.pack",
        List.of("'!bd', 1, 2", "'!3i', 1", "'!0i', 1", "'!64bi32', 1, 2", "'i99999999999', 1"));
    compareCalls(
        "struct.pack", List.of("'i\\0q', 1", "'f', 1e300", "'!2bibi', 1, 2, 3, 4", "'< > i', 1"));
    compareCalls(
        "struct.unpack",
        List.of("'i', 'abc'", "'i', 'abcd', 0", "'i', 'abcd', 2", "'i', 'abcde', 2", "'i'", "''"));
    compareCalls(
        "struct.unpack",
        List.of("'s', 'abc'", "'s', 'ab\\0c'", "'ss', 'a\\0b\\0'", "'c0', 'a'", "'bc0', '\\2abc'"));
    compareCalls(
        "struct.unpack",
        List.of(
            "'bc0', '\\9abc'", "'sc0', '2\\0abc'", "'sc0', 'x\\0abc'", "'c3', 'ab'", "'x', ''"));
    compareCalls(
        "struct.unpack",
        List.of("'bxb', 'abc'", "'!4bi', 'abcdefgh'", "'bc0', '\\255abc'", "'i', 'abcd', 2^40"));
    compareCalls(
        "struct.unpack",
        List.of(
            "'i', 'abcd', -1", "'b', 'abc', '2'", "'', 'abc', 9", "'c2147483647', 'a'", "'q','a'"));
    for (String size : List.of("1e166", "2^63", "2^64", "-1", "-0.5", "2.9", "1e19", "0/0")) {
      both.compare("struct.unpack('dc0', struct.pack('d', " + size + ") .. 'abcdef')");
    }
    both.compare("select('#', struct.unpack(('b'):rep(7990), ('a'):rep(7990)))");
    both.compare("select('#', struct.unpack(('b'):rep(9000), ('a'):rep(9000)))");
    compareCalls("struct.size", List.of("''", "'s'", "'c0'", "'c7i'", "'!bdb'", "'q'", "'=1'", ""));
  }

  @Test
  void bitOperatesOnThirtyTwoBits() throws IOException {
    List<String> numbers =
        List.of("0", "1", "-1", "2^31", "-2^31", "2^32-1", "2^33+5", "0.5", "1.5", "-0.5", "2^52");
    for (String a : numbers) {
      for (String function : List.of("tobit", "bnot", "bswap", "tohex", "band", "bor", "bxor")) {
        both.compare("bit." + function + "(" + a + ")");
      }
      for (String b : List.of("0", "1", "31", "32", "33", "-1", "2^31", "3.5")) {
        for (String function :
            List.of("lshift", "rshift", "arshift", "rol", "ror", "band", "bor", "bxor", "tohex")) {
          both.compare("bit." + function + "(" + a + ", " + b + ")");
        }
      }
    }
    both.compare("bit.tohex(-1, -4), bit.tohex(255, -2^31), bit.tohex(1, 99), bit.tohex(1, nil)");
    both.compare("bit.band(1, 'x', {})");
    both.compare("bit.bxor(1, 2, 4, '8'), bit.bor('0x10', ' 1 ')");
    compareCalls("bit.lshift", List.of("", "1", "nil, 1", "1, nil", "1, {}", "'1', '2'"));
  }

  @Test
  void randomValuesSurviveInTheSameForm() throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("dredis.test.seed=" + seed);
    RandomLua random = new RandomLua(new Random(seed));
    for (int i = 0; i < RANDOM_CASES; i++) {
      both.compareBody(
          "local v = "
              + random.value(4)
              + " local j, m = cjson.encode(v), cmsgpack.pack(v) return j, m, cjson.decode(j),"
              + " cmsgpack.unpack(m)");
    }
  }

  @Test
  void randomBytesAreTakenAlike() throws IOException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("dredis.test.seed=" + seed);
    RandomLua random = new RandomLua(new Random(seed));
    for (int i = 0; i < RANDOM_CASES; i++) {
      both.compare("cjson.decode(" + random.json() + ")");
      both.compare("cmsgpack.unpack(" + random.messagePack() + ")");
      both.compare("struct.unpack(" + random.structFormat() + ", " + random.string(60) + ")");
    }
  }

  private void compareCalls(String function, List<String> arguments) throws IOException {
    for (String argument : arguments) {
      both.compare(function + "(" + argument + ")");
    }
  }
}
