/** How a task reaches its caller: as it is shown, whichever way it goes. */
package dev.zoetrope.deliver;
