package io.dredis.benchmark.comparison;

import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients that read strings for some time, some far more often than others.
 *
 * @param pipeline how many GETs a client sends before it reads the replies
 */
record ZipfianReads(DataSet data, double exponent, int clients, int pipeline, int millis) {
  /** Reads, and returns how many replies there were in a second. */
  double requestsPerSecond(int port, long seed) throws IOException {
    List<Callable<Long>> readers = new ArrayList<>();
    long startNanos = System.nanoTime();
    long deadlineNanos = startNanos + TimeUnit.MILLISECONDS.toNanos(millis);
    for (int i = 0; i < clients; i++) {
      Random random = new Random(seed + i);
      readers.add(() -> read(port, random, deadlineNanos));
    }
    long replies = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (Future<Long> reader : threads.invokeAll(readers)) {
        replies += reader.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return replies / ((System.nanoTime() - startNanos) / 1e9);
  }

  private long read(int port, Random random, long deadlineNanos) throws IOException {
    ZipfianNumbers numbers = new ZipfianNumbers(data.keys(), exponent, random);
    long replies = 0;
    try (RespClient client = new RespClient(port)) {
      while (System.nanoTime() < deadlineNanos) {
        for (int i = 0; i < pipeline; i++) {
          client.add(RespClient.encode(List.of("GET", DataSet.name("key", numbers.next()))));
        }
        client.flush();
        for (int i = 0; i < pipeline; i++) {
          assertValue(client.reply());
        }
        replies += pipeline;
      }
    }
    return replies;
  }

  private void assertValue(Object reply) throws IOException {
    if (!(reply instanceof String value) || value.length() != data.valueBytes()) {
      throw new IOException("a GET was answered with " + reply);
    }
  }
}
