/// Managed nodes, their agents and the network around them: whether an agent can reach what a
/// session and its log need.
@NullMarked
package io.sessionvault.node;

import org.jspecify.annotations.NullMarked;
