package io.dredis.server.command.server;

/**
 * What INFO says of saves.
 *
 * @param changes writes since the last save
 * @param backgroundRunning whether a BGSAVE is under way
 * @param lastSaveSeconds when the last save that succeeded ended, in seconds since 1970; at first
 *     the start of the server
 * @param lastBackgroundGood whether the last BGSAVE succeeded
 * @param lastBackgroundSeconds how long it took, -1 before the first
 * @param currentBackgroundSeconds for how long one is under way, -1 when none is
 * @param saves how many succeeded
 * @param savedKeys of the save under way, how many keys it has written
 * @param totalKeys of the save under way, how many keys there are
 */
public record SaveStatus(
    long changes,
    boolean backgroundRunning,
    long lastSaveSeconds,
    boolean lastBackgroundGood,
    long lastBackgroundSeconds,
    long currentBackgroundSeconds,
    long saves,
    long savedKeys,
    long totalKeys) {}
