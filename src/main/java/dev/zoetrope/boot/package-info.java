/** Start-up checks that refuse, the choice of the upstream, and readiness. */
package dev.zoetrope.boot;
