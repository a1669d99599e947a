/// What each device family can bear, as data with evidence (S12).
///
/// A [io.walkdown.profiles.Profile] is one family's limits and the
/// [io.walkdown.profiles.ReadRequest]s that it allows. Profiles are YAML resources; each number
/// carries its unit, source, date and grade. Start reading at `Profile`, then `ReadRequest`.
@NullMarked
package io.walkdown.profiles;

import org.jspecify.annotations.NullMarked;
