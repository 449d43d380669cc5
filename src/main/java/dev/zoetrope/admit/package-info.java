/** Who calls, and may it now. */
package dev.zoetrope.admit;
