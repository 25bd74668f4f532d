package io.dredis.benchmark.comparison;

import com.beust.jcommander.converters.IParameterSplitter;
import java.util.List;

/** Splits options for another program at spaces only, for commas belong to many of them. */
public final class Words implements IParameterSplitter {
  @Override
  public List<String> split(String value) {
    return List.of(value.strip().split("\\s+", -1));
  }
}
