package io.dredis.server.command.server;

import io.dredis.server.command.Invocation;
import io.dredis.server.config.Texts;
import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * INFO: the sections that are asked for, in their fixed order. A section that does not exist is
 * left out.
 */
final class InfoCommand {
  private final List<InfoSection> sections = new ArrayList<>();

  InfoCommand(ServerContext server) {
    GeneralInfo general = new GeneralInfo(server);
    ResourceInfo resources = new ResourceInfo(server);
    StatisticsInfo statistics = new StatisticsInfo(server);
    StoreInfo store = new StoreInfo(server);
    sections.add(new InfoSection("Server", true, general::server));
    sections.add(new InfoSection("Clients", true, general::clients));
    sections.add(new InfoSection("Memory", true, resources::memory));
    sections.add(new InfoSection("Persistence", true, store::persistence));
    sections.add(new InfoSection("Stats", true, statistics::stats));
    sections.add(new InfoSection("Replication", true, general::replication));
    sections.add(new InfoSection("CPU", true, resources::cpu));
    sections.add(new InfoSection("Modules", true, text -> {}));
    sections.add(new InfoSection("Commandstats", false, statistics::commandstats));
    sections.add(new InfoSection("Errorstats", true, statistics::errorstats));
    sections.add(new InfoSection("Cluster", true, text -> text.field("cluster_enabled", 0)));
    sections.add(new InfoSection("Keyspace", true, store::keyspace));
    sections.add(new InfoSection("Dredis", true, store::dredis));
  }

  Reply info(Invocation call) {
    Set<String> asked = new HashSet<>();
    for (int i = 1; i < call.count(); i++) {
      asked.add(Texts.ofBytes(call.argument(i)).toLowerCase(Locale.ROOT));
    }
    boolean all = asked.contains("all") || asked.contains("everything");
    boolean defaults = asked.isEmpty() || asked.contains("default");
    InfoText text = new InfoText();
    for (InfoSection section : sections) {
      if (all || (defaults && section.isDefault()) || asked.contains(section.name())) {
        text.section(section.title());
        section.fields().accept(text);
      }
    }
    return Reply.Verbatim.text(text.toString());
  }
}
