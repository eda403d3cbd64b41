/// One package per paper: thin experiments that turn parameters into library calls, claims and figures. The
/// [Catalogue] here lists all papers of the plan, implemented or not.
@org.jspecify.annotations.NullMarked
package org.onsager.papers;
