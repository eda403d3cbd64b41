@org.jspecify.annotations.NullMarked
package org.onsager.inference;
