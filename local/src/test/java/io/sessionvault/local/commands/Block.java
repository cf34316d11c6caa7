package io.sessionvault.local.commands;

/// Lines of a page that are typed at once.
///
/// @param place the page and the number of the first line, e.g. `docs/deploy.md:48`
/// @param section the heading above them
/// @param text what is typed
record Block(String place, String section, String text) {}
