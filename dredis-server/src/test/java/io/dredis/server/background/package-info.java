/** Tests of the work that no client asks for. */
package io.dredis.server.background;
