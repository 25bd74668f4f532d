package io.dredis.server.command.server;

import io.dredis.server.Version;
import io.dredis.server.command.Arguments;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import java.util.random.RandomGenerator;

/**
 * LOLWUT: a picture and the version. Redis draws something only when asked for version 5 or 6; here
 * it is a cross-section through layers of rock, for the data that settle on a disk.
 */
final class LolwutCommand {
  private static final int DEFAULT_COLUMNS = 66;
  private static final int MAX_COLUMNS = 1000;
  private static final int DEFAULT_LAYERS = 6;
  private static final int MAX_LAYERS = 200;
  private static final String GRAINS = " .:-=+*#%@";

  private final RandomGenerator random;

  LolwutCommand(RandomGenerator random) {
    this.random = random;
  }

  Reply lolwut(Invocation call) {
    String picture = "";
    if (call.count() >= 3 && Arguments.is(call.argument(1), "VERSION")) {
      long version = Numbers.parseLong(call.argument(2));
      if (version == 5 || version == 6) {
        int columns = number(call, 3, DEFAULT_COLUMNS, MAX_COLUMNS);
        int layers = number(call, 4, DEFAULT_LAYERS, MAX_LAYERS);
        picture = strata(columns, layers) + "\nStrata: what is written settles.";
      }
    }
    return Reply.Verbatim.text(
        picture + (picture.isEmpty() ? "" : " ") + "Redis ver. " + Version.REDIS + "\n");
  }

  private static int number(Invocation call, int index, int otherwise, int atMost) {
    if (call.count() <= index) {
      return otherwise;
    }
    return Math.toIntExact(Math.clamp(Numbers.parseLong(call.argument(index)), 1L, (long) atMost));
  }

  /** Layers of differing grain whose borders wander up and down from column to column. */
  private String strata(int columns, int layers) {
    int height = layers * 3;
    int[][] border = new int[layers][columns];
    for (int layer = 0; layer < layers; layer++) {
      int depth = layer * 3;
      for (int column = 0; column < columns; column++) {
        depth = Math.clamp(depth + random.nextInt(3) - 1, layer * 3 - 1, layer * 3 + 1);
        border[layer][column] = depth;
      }
    }
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < columns; column++) {
        picture.append(GRAINS.charAt(layerAt(border, row, column) % GRAINS.length()));
      }
      picture.append('\n');
    }
    return picture.toString();
  }

  /** Returns how many borders lie above a point. */
  private static int layerAt(int[][] border, int row, int column) {
    int layer = 0;
    while (layer < border.length && border[layer][column] <= row) {
      layer++;
    }
    return layer;
  }
}
