/**
 * Commands: their specification table, the generic checks, and the execution of batches of requests
 * under the one global lock. Each family of commands has a sub-package of its own, which never
 * imports another family or the network.
 */
package io.dredis.server.command;
