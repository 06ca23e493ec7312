import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type {
  FoundInvitation,
  Invitation,
  Member,
  Membership,
  Organisation,
  SentInvitation,
} from '@allo/contracts/http';
import type { Actor } from '../access/actor.ts';
import type { Deps } from '../deps.ts';
import { acceptInvitation, findInvitation, isInvited } from './accept-invitation.ts';
import type { Asker } from './asker.ts';
import { changeMemberRole, removeMember } from './change-member.ts';
import { createClientOrganisation, createOwnOrganisation } from './create-organisation.ts';
import { deleteOrganisation } from './delete-organisation.ts';
import { inviteMember, listInvitations, resendInvitation, revokeInvitation } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { type KnownPerson, membershipsOf, type Person } from './memberships-of.ts';
import { organisationById } from './organisation-tree.ts';
import { noSuchOrganisation, organisationView } from './organisation-view.ts';
import { renameOrganisation } from './rename-organisation.ts';
import type { SendInvitation } from './send-invitation.ts';

/** Organisations, who belongs to them and who is asked to. Each change is in the audit log. */
export interface Tenancy {
  /** Agencies before their clients; what is first is meant when a request names none. */
  membershipsOf(person: KnownPerson): Promise<Membership[]>;
  /** Throws `not_found`. */
  get(orgId: OrgId): Promise<Organisation>;
  createClient(agencyId: OrgId, actor: Actor, made: { name: string }): Promise<Organisation>;
  /** Nobody's client. */
  createOwn(owner: Person, actor: Actor, made: { name: string }): Promise<Organisation>;
  rename(orgId: OrgId, actor: Actor, edit: { name: string; version: number | '*' }): Promise<Organisation>;
  remove(orgId: OrgId, asker: Asker, typed: { confirm: string }): Promise<void>;
  members(orgId: OrgId): Promise<Member[]>;
  changeRole(orgId: OrgId, asker: Asker, change: { userId: string; role: Role }): Promise<Member>;
  removeMember(orgId: OrgId, asker: Asker, userId: string): Promise<void>;
  invitations(orgId: OrgId): Promise<Invitation[]>;
  invite(orgId: OrgId, asker: Asker, wanted: { email: string; role: Role }): Promise<SentInvitation>;
  resendInvitation(orgId: OrgId, asker: Asker, id: string): Promise<SentInvitation>;
  revokeInvitation(orgId: OrgId, asker: Asker, id: string): Promise<void>;
  findInvitation(token: string): Promise<FoundInvitation | null>;
  isInvited(email: string): Promise<boolean>;
  acceptInvitation(accepted: { token: string; person: Person; actor: Actor }): Promise<Organisation>;
}

export interface TenancyOptions extends Deps {
  send: SendInvitation;
  /** Who may act where is not what it was: forget what was remembered. */
  onChanged(): void;
  /** Sees to it that what lies outside of tables goes after the organisation, even if the process dies in between. */
  beforeRemoval(orgId: OrgId): Promise<void>;
  /** All its rows are gone. */
  onRemoved(orgId: OrgId): void;
}

export function createTenancy(options: TenancyOptions): Tenancy {
  const deps = options;
  /** Also after a failure: whether it was done is unknown when the database went away meanwhile. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      options.onChanged();
    }
  };
  return {
    membershipsOf: (person) => membershipsOf(deps, person),
    get: async (orgId) => {
      const row = await deps.db.inOrganisation(orgId, (tx) => organisationById(tx, orgId));
      if (!row) throw noSuchOrganisation();
      return organisationView(row);
    },
    createClient: (agencyId, actor, made) => changing(createClientOrganisation(deps, agencyId, actor, made)),
    createOwn: (owner, actor, made) => changing(createOwnOrganisation(deps, owner, actor, made)),
    rename: (orgId, actor, edit) => changing(renameOrganisation(deps, orgId, actor, edit)),
    remove: async (orgId, asker, typed) => {
      await options.beforeRemoval(orgId);
      await changing(deleteOrganisation(deps, orgId, asker, typed));
      options.onRemoved(orgId);
    },
    members: (orgId) => listMembers(deps, orgId),
    changeRole: (orgId, asker, change) => changing(changeMemberRole(deps, orgId, asker, change)),
    removeMember: (orgId, asker, userId) => changing(removeMember(deps, orgId, asker, userId)),
    invitations: (orgId) => listInvitations(deps, orgId),
    invite: (orgId, asker, wanted) => inviteMember(deps, orgId, asker, wanted),
    resendInvitation: (orgId, asker, id) => resendInvitation(deps, orgId, asker, id),
    revokeInvitation: (orgId, asker, id) => revokeInvitation(deps, orgId, asker, id),
    findInvitation: (token) => findInvitation(deps, token),
    isInvited: (email) => isInvited(deps, email),
    acceptInvitation: (accepted) => changing(acceptInvitation(deps, accepted)),
  };
}
