package io.dredis.server.command;

/**
 * What INFO says of scripts and functions.
 *
 * @param scripts how many scripts are cached
 * @param scriptBytes about what they take in memory
 * @param libraries how many libraries of functions there are
 * @param functions how many functions they have
 * @param libraryBytes about what they take in memory
 */
public record ScriptFigures(
    int scripts, long scriptBytes, int libraries, int functions, long libraryBytes) {}
