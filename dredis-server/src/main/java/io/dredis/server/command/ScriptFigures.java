package io.dredis.server.command;

/**
 * What INFO says of scripts and functions. Memory is an estimate.
 *
 * @param scripts how many scripts are cached
 * @param scriptCodeBytes what Lua takes for them: its environment, and their code
 * @param scriptCacheBytes what the cache takes beside that
 * @param libraries how many libraries of functions there are
 * @param functions how many functions they have
 * @param functionCodeBytes what Lua takes for them
 * @param libraryBytes what the libraries take beside that, as their sources
 */
public record ScriptFigures(
    int scripts,
    long scriptCodeBytes,
    long scriptCacheBytes,
    int libraries,
    int functions,
    long functionCodeBytes,
    long libraryBytes) {}
