package io.dredis.benchmark.jmh;

import com.beust.jcommander.converters.IParameterSplitter;
import java.util.List;

/** Leaves the commas in an option's value to whom the value is for. */
public final class WholeText implements IParameterSplitter {
  @Override
  public List<String> split(String value) {
    return List.of(value);
  }
}
