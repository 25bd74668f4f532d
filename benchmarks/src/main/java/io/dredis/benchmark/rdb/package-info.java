/**
 * JMH benchmarks of RDB files: a server writes one by SAVE, and another begins with it as by {@code
 * --rdb}. Beside Redis, and with larger files, {@code java -jar benchmarks.jar rdb} measures it.
 */
package io.dredis.benchmark.rdb;
