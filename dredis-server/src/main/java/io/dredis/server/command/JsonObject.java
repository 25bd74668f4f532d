package io.dredis.server.command;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * An object of a JSON resource next to this class. A member that is missing reads as null, false or
 * an empty list; one of another type is a mistake in the resource and ends in a {@link
 * ClassCastException}.
 */
record JsonObject(Map<?, ?> members) {

  /** Reads a resource that is one object. */
  static JsonObject from(String resource) {
    try (InputStream in = open(resource)) {
      return new JsonObject(JSON.std.mapFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** Reads a resource that is a list of objects. */
  static List<JsonObject> listFrom(String resource) {
    try (InputStream in = open(resource)) {
      return objects(JSON.std.listFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  String string(String name) {
    return (String) members.get(name);
  }

  int integer(String name) {
    return ((Number) members.get(name)).intValue();
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  List<String> strings(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  JsonObject object(String name) {
    return new JsonObject((Map<?, ?>) members.get(name));
  }

  List<JsonObject> objects(String name) {
    return objects(list(name));
  }

  private List<?> list(String name) {
    return members.containsKey(name) ? (List<?>) members.get(name) : List.of();
  }

  private static List<JsonObject> objects(List<?> values) {
    return values.stream().map(value -> new JsonObject((Map<?, ?>) value)).toList();
  }

  private static InputStream open(String resource) throws FileNotFoundException {
    InputStream in = JsonObject.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("no resource " + resource);
    }
    return in;
  }
}
