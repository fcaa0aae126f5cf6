package dev.repartee.foundation.security;

/** What a member may do in their workspace. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER;

  /** The names for {@code @RolesAllowed}. */
  public static final String OWNER_NAME = "OWNER";

  public static final String ADMIN_NAME = "ADMIN";
  public static final String MEMBER_NAME = "MEMBER";
}
