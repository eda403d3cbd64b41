@org.jspecify.annotations.NullMarked
package org.onsager.papers;
