package io.dredis.server.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InfoTextTest {

  @Test
  void sectionsAreDividedByAnEmptyLine() {
    InfoText text = new InfoText();
    text.section("CPU");
    text.decimal("used_cpu_sys", 6, 0.0065120);
    text.section("Cluster");
    text.field("cluster_enabled", 0);
    assertEquals(
        "# CPU\r\nused_cpu_sys:0.006512\r\n\r\n# Cluster\r\ncluster_enabled:0\r\n",
        text.toString());
  }

  @Test
  void bytesAreShownToHumansAsRedisDoes() {
    assertEquals("0B", InfoText.human(0));
    assertEquals("1023B", InfoText.human(1023));
    assertEquals("1.00K", InfoText.human(1024));
    assertEquals("919.08K", InfoText.human(941136));
    assertEquals("23.54G", InfoText.human(25276514304L));
    assertEquals("8192.00P", InfoText.human(Long.MAX_VALUE));
  }
}
