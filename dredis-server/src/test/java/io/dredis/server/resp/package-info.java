/** Tests of parsing and writing RESP. */
package io.dredis.server.resp;
