package io.dredis.server.command.server;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * One section of INFO.
 *
 * @param title the heading; INFO knows the section by the same word in lower case
 * @param isDefault whether it is shown when no section is named
 * @param fields adds the fields
 */
record InfoSection(String title, boolean isDefault, Consumer<InfoText> fields) {

  String name() {
    return title.toLowerCase(Locale.ROOT);
  }
}
