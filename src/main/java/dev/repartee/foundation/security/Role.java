package dev.repartee.foundation.security;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a member may do in their workspace; from the most to the least. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER;

  /** The names for {@code @RolesAllowed}. */
  public static final String OWNER_NAME = "OWNER";

  public static final String ADMIN_NAME = "ADMIN";
  public static final String MEMBER_NAME = "MEMBER";

  /** The names of this role and of every lesser one: an owner may do what a member may. */
  public Set<String> included() {
    return Arrays.stream(values())
        .filter(role -> role.compareTo(this) >= 0)
        .map(Role::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
