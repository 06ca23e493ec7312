// Made from docs/openapi.json by `npm run build:sdk`; do not edit.

/** Every operation of the API. */
export interface Operations {
  /** Whether this process is ready to take calls */
  'GET /health': {
    params: never;
    query: never;
    body: never;
    reply: {
      status: 'ready' | 'starting' | 'draining' | 'degraded';
      version: string;
    };
  };
  /** The Model Context Protocol: agents and calls for an assistant */
  'POST /mcp': {
    params: never;
    query: never;
    body: unknown;
    reply: unknown;
  };
  /** No stream of notifications: always 405 */
  'GET /mcp': {
    params: never;
    query: never;
    body: never;
    reply: null;
  };
  /** Whether requests and calls can be served, part by part */
  'GET /ready': {
    params: never;
    query: never;
    body: never;
    reply: {
      status: 'ok' | 'degraded' | 'down';
      parts: Array<{
        id: string;
        state: 'ok' | 'degraded' | 'down';
      }>;
    };
  };
  /** Agents and the addresses they answer at */
  'GET /v1/agents': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
      q?: string;
      status?: 'published' | 'draft' | 'all';
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        description: string;
        language: 'ru' | 'en';
        version: number | null;
        sipUri: string;
        draftVersion: number | null;
        revision: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Create an agent from its skillbase */
  'POST /v1/agents': {
    params: never;
    query: {
      note?: string;
      publish?: boolean;
    };
    body: Record<string, unknown> | string;
    reply: {
      id: string;
      name: string;
      description: string;
      language: 'ru' | 'en';
      version: number | null;
      sipUri: string;
      draftVersion: number | null;
      revision: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One agent */
  'GET /v1/agents/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      description: string;
      language: 'ru' | 'en';
      version: number | null;
      sipUri: string;
      draftVersion: number | null;
      revision: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Rename an agent */
  'PATCH /v1/agents/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      name?: string;
      description?: string;
    };
    reply: {
      id: string;
      name: string;
      description: string;
      language: 'ru' | 'en';
      version: number | null;
      sipUri: string;
      draftVersion: number | null;
      revision: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove an agent with its versions and numbers */
  'DELETE /v1/agents/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** The skillbase that answers calls now */
  'GET /v1/agents/{id}/skillbase': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: Record<string, unknown> | string;
  };
  /** Versions of an agent, newest first */
  'GET /v1/agents/{id}/versions': {
    params: {
      id: string;
    };
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        version: number;
        status: 'draft' | 'published' | 'archived';
        origin: 'shipped' | 'file' | 'edited';
        note: string;
        authorName: string | null;
        createdAt: string;
        publishedAt: string | null;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a version to an agent */
  'POST /v1/agents/{id}/versions': {
    params: {
      id: string;
    };
    query: {
      note?: string;
      publish?: boolean;
    };
    body: Record<string, unknown> | string;
    reply: {
      version: number;
      status: 'draft' | 'published' | 'archived';
      origin: 'shipped' | 'file' | 'edited';
      note: string;
      authorName: string | null;
      createdAt: string;
      publishedAt: string | null;
      skillbase: Record<string, unknown>;
    };
  };
  /** One version of an agent with its skillbase */
  'GET /v1/agents/{id}/versions/{version}': {
    params: {
      id: string;
      version: string;
    };
    query: never;
    body: never;
    reply:
      | {
          version: number;
          status: 'draft' | 'published' | 'archived';
          origin: 'shipped' | 'file' | 'edited';
          note: string;
          authorName: string | null;
          createdAt: string;
          publishedAt: string | null;
          skillbase: Record<string, unknown>;
        }
      | string;
  };
  /** What a version has otherwise than another */
  'GET /v1/agents/{id}/versions/{version}/diff': {
    params: {
      id: string;
      version: string;
    };
    query: {
      against: number;
    };
    body: never;
    reply: {
      version: number;
      against: number;
      changes: Array<{
        path: string;
        before: unknown;
        after: unknown;
      }>;
    };
  };
  /** Let a version answer calls */
  'POST /v1/agents/{id}/versions/{version}/publish': {
    params: {
      id: string;
      version: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      description: string;
      language: 'ru' | 'en';
      version: number | null;
      sipUri: string;
      draftVersion: number | null;
      revision: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Go back to a version that answered calls before */
  'POST /v1/agents/{id}/versions/{version}/rollback': {
    params: {
      id: string;
      version: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      description: string;
      language: 'ru' | 'en';
      version: number | null;
      sipUri: string;
      draftVersion: number | null;
      revision: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** What was changed, by whom, newest first */
  'GET /v1/audit': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
      actorId?: string;
      action?: string;
      targetKind?: string;
      targetId?: string;
      from?: string;
      until?: string;
    };
    body: never;
    reply: {
      items: Array<{
        seq: number;
        at: string;
        actor: {
          kind: 'user' | 'api-key' | 'system';
          id: string;
          name: string;
          address: string | null;
        };
        requestId: string | null;
        action: string;
        target: {
          kind: string;
          id: string;
        };
        diff: Record<
          string,
          {
            before: unknown;
            after: unknown;
          }
        >;
        hash: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Whether every entry is the one that was written */
  'GET /v1/audit/verify': {
    params: never;
    query: never;
    body: never;
    reply: {
      isIntact: boolean;
      entries: number;
      lastHash: string | null;
      brokenAt: {
        seq: number;
        reason: 'changed' | 'missing' | 'out-of-chain';
      } | null;
    };
  };
  /** Come back from another site; sets the session cookie */
  'GET /v1/auth/callback/{provider}': {
    params: {
      provider: 'google' | 'github' | 'yandex';
    };
    query: {
      code?: string;
      state?: string;
      error?: string;
      error_description?: string;
      iss?: string;
    };
    body: never;
    reply: null;
  };
  /** Change your password; signs out your other devices */
  'POST /v1/auth/change-password': {
    params: never;
    query: never;
    body: {
      currentPassword: string;
      newPassword: string;
    };
    reply: null;
  };
  /** Confirm an address by the link of the letter */
  'GET /v1/auth/confirm-email': {
    params: never;
    query: {
      token: string;
    };
    body: never;
    reply: null;
  };
  /** Make an account by an invitation; with an account, sign in and accept it instead */
  'POST /v1/auth/join': {
    params: never;
    query: never;
    body: {
      token: string;
      name: string;
      password: string;
      language?: 'ru' | 'en';
    };
    reply: {
      user: {
        id: string;
        email: string;
        name: string;
        language: 'ru' | 'en';
      };
      organisation: {
        id: string;
        name: string;
      };
    };
  };
  /** Ways to sign in here */
  'GET /v1/auth/methods': {
    params: never;
    query: never;
    body: never;
    reply: {
      providers: Array<'google' | 'github' | 'yandex'>;
      signUp: 'open' | 'invite';
      delivery: 'mail' | 'console';
      isClaimed: boolean;
    };
  };
  /** Begin to sign in by another site */
  'POST /v1/auth/oauth/{provider}': {
    params: {
      provider: 'google' | 'github' | 'yandex';
    };
    query: never;
    body: {
      returnTo?: string;
    };
    reply: {
      url: string;
    };
  };
  /** Ask for a letter with a link that sets a new password */
  'POST /v1/auth/request-password-reset': {
    params: never;
    query: never;
    body: {
      email: string;
    };
    reply: {
      delivery: 'mail' | 'console';
    };
  };
  /** Send the letter of confirmation again */
  'POST /v1/auth/resend-confirmation': {
    params: never;
    query: never;
    body: {
      email: string;
    };
    reply: {
      delivery: 'mail' | 'console';
    };
  };
  /** Set a new password by the token of the letter */
  'POST /v1/auth/reset-password': {
    params: never;
    query: never;
    body: {
      token: string;
      password: string;
    };
    reply: null;
  };
  /** Sign in with e-mail and password; sets the session cookie */
  'POST /v1/auth/sign-in': {
    params: never;
    query: never;
    body: {
      email: string;
      password: string;
    };
    reply: {
      user: {
        id: string;
        email: string;
        name: string;
        language: 'ru' | 'en';
      };
    };
  };
  /** Sign out on this device */
  'POST /v1/auth/sign-out': {
    params: never;
    query: never;
    body: never;
    reply: null;
  };
  /** Register; a letter with a link confirms the address */
  'POST /v1/auth/sign-up': {
    params: never;
    query: never;
    body: {
      email: string;
      password: string;
      name: string;
      language?: 'ru' | 'en';
    };
    reply: {
      delivery: 'mail' | 'console';
    };
  };
  /** Calls, newest first */
  'GET /v1/calls': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
      agentId?: string;
      state?: 'ringing' | 'active' | 'completed' | 'failed' | 'rejected' | 'interrupted';
      direction?: 'inbound' | 'outbound';
      outcome?: 'lead' | 'callback' | 'info_only' | 'not_target' | 'failed' | 'custom';
      from?: string;
      to?: string;
      phone?: string;
      q?: string;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        agentId: string;
        agentName: string;
        state: 'ringing' | 'active' | 'completed' | 'failed' | 'rejected' | 'interrupted';
        direction: 'inbound' | 'outbound';
        wire: 'sip' | 'browser' | 'simulated';
        from: string;
        to: string;
        startedAt: string;
        answeredAt: string | null;
        endedAt: string | null;
        durationMs: number | null;
        endReason: string | null;
        outcome: 'lead' | 'callback' | 'info_only' | 'not_target' | 'failed' | 'custom' | null;
        outcomeReason: string | null;
        voiceToVoiceP50Ms: number | null;
        hasRecording: boolean;
      }>;
      nextCursor: string | null;
    };
  };
  /** One call with its fields and, with calls:listen, its transcript */
  'GET /v1/calls/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      agentId: string;
      agentName: string;
      state: 'ringing' | 'active' | 'completed' | 'failed' | 'rejected' | 'interrupted';
      direction: 'inbound' | 'outbound';
      wire: 'sip' | 'browser' | 'simulated';
      from: string;
      to: string;
      startedAt: string;
      answeredAt: string | null;
      endedAt: string | null;
      durationMs: number | null;
      endReason: string | null;
      outcome: 'lead' | 'callback' | 'info_only' | 'not_target' | 'failed' | 'custom' | null;
      outcomeReason: string | null;
      voiceToVoiceP50Ms: number | null;
      hasRecording: boolean;
      fields: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
      transcript: Array<{
        id: string;
        speaker: 'caller' | 'agent';
        text: string;
        isInterrupted: boolean;
        source: 'stt' | 'recognition' | 'typed' | 'agent';
        startMs: number;
        endMs: number;
        latency: {
          endOfUtteranceMs: number | null;
          sttFinalMs: number | null;
          llmFirstTokenMs: number | null;
          ttsFirstByteMs: number | null;
          platformMs: number | null;
          voiceToVoiceMs: number | null;
        } | null;
      }>;
      codec: string | null;
      leadId: string | null;
    };
  };
  /** Remove a call with its recording and transcript */
  'DELETE /v1/calls/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Everything that happened in a call, in order */
  'GET /v1/calls/{id}/events': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      items: Array<{
        id: string;
        seq: number;
        type: string;
        at: string;
        data: unknown;
      }>;
    };
  };
  /** End a call that goes on */
  'POST /v1/calls/{id}/hang-up': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** The recording of a call */
  'GET /v1/calls/{id}/recording': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: Response;
  };
  /** The transcript of a call as JSON, text or subtitles */
  'GET /v1/calls/{id}/transcript': {
    params: {
      id: string;
    };
    query: {
      format?: 'json' | 'txt' | 'srt';
      language?: 'ru' | 'en';
    };
    body: never;
    reply:
      | {
          id: string;
          agentId: string;
          agentName: string;
          state: 'ringing' | 'active' | 'completed' | 'failed' | 'rejected' | 'interrupted';
          direction: 'inbound' | 'outbound';
          wire: 'sip' | 'browser' | 'simulated';
          from: string;
          to: string;
          startedAt: string;
          answeredAt: string | null;
          endedAt: string | null;
          durationMs: number | null;
          endReason: string | null;
          outcome: 'lead' | 'callback' | 'info_only' | 'not_target' | 'failed' | 'custom' | null;
          outcomeReason: string | null;
          fields: Array<{
            name: string;
            value: string;
            display: string;
            isConfirmed: boolean;
          }>;
          transcript: Array<{
            id: string;
            speaker: 'caller' | 'agent';
            text: string;
            isInterrupted: boolean;
            source: 'stt' | 'recognition' | 'typed' | 'agent';
            startMs: number;
            endMs: number;
            latency: {
              endOfUtteranceMs: number | null;
              sttFinalMs: number | null;
              llmFirstTokenMs: number | null;
              ttsFirstByteMs: number | null;
              platformMs: number | null;
              voiceToVoiceMs: number | null;
            } | null;
          }>;
          version: 1;
        }
      | string;
  };
  /** Become the owner of a new installation by the link of its first start */
  'POST /v1/claim': {
    params: never;
    query: never;
    body: {
      token: string;
      email: string;
      password: string;
      name: string;
      organisationName: string;
      language?: 'ru' | 'en';
    };
    reply: {
      user: {
        id: string;
        email: string;
        name: string;
        language: 'ru' | 'en';
      };
      organisation: {
        id: string;
        name: string;
      };
    };
  };
  /** Events in order, from any position */
  'GET /v1/events': {
    params: never;
    query: {
      after?: number;
      topic?: 'call-events' | 'agent-events' | 'tool-events' | 'billing-events' | 'platform-events';
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        position: number;
        id: string;
        orgId: string;
        topic: 'call-events' | 'agent-events' | 'tool-events' | 'billing-events' | 'platform-events';
        key: string;
        type:
          | 'call.initiated'
          | 'call.agent_assigned'
          | 'call.answered'
          | 'call.user_spoke'
          | 'call.interrupted'
          | 'call.dtmf_received'
          | 'call.silence'
          | 'call.held'
          | 'call.resumed'
          | 'call.message_recorded'
          | 'call.ended'
          | 'call.rejected'
          | 'agent.processing'
          | 'agent.calling_tool'
          | 'agent.response_ready'
          | 'agent.spoke'
          | 'agent.step_entered'
          | 'agent.field_collected'
          | 'agent.outcome'
          | 'agent.turn_measured'
          | 'agent.escalated'
          | 'agent.error'
          | 'tool.started'
          | 'tool.completed'
          | 'tool.failed'
          | 'agent.published'
          | 'lead.created'
          | 'billing.minutes_deducted'
          | 'billing.balance_low'
          | 'billing.payment_received'
          | 'billing.call_rejected'
          | 'webhook.disabled';
        at: string;
        callId: string | null;
        seq: number | null;
        data: unknown;
      }>;
      nextAfter: number;
    };
  };
  /** How an import goes */
  'GET /v1/imports/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      fileName: string;
      sizeBytes: number;
      status: 'waiting' | 'running' | 'done' | 'failed';
      progress: number;
      rowsRead: number;
      rowsMade: number;
      rowsRefused: number;
      refusals: Array<{
        row: number;
        code: string;
        column: string | null;
      }>;
      errorCode: string | null;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Open invitations, newest first */
  'GET /v1/invitations': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        id: string;
        email: string;
        role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
        invitedBy: string;
        createdAt: string;
        expiresAt: string;
        isExpired: boolean;
      }>;
    };
  };
  /** Invite somebody by a letter with a link; it works once, for seven days */
  'POST /v1/invitations': {
    params: never;
    query: never;
    body: {
      email: string;
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
    };
    reply: {
      id: string;
      email: string;
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
      invitedBy: string;
      createdAt: string;
      expiresAt: string;
      isExpired: boolean;
      delivery: 'mail' | 'console' | 'failed';
    };
  };
  /** Accept an invitation with the account of the address it was sent to */
  'POST /v1/invitations/accept': {
    params: never;
    query: never;
    body: {
      token: string;
    };
    reply: {
      id: string;
      name: string;
      parentId: string | null;
      isDemo: boolean;
      version: number;
      createdAt: string;
    };
  };
  /** What the invitation of a link is to */
  'POST /v1/invitations/find': {
    params: never;
    query: never;
    body: {
      token: string;
    };
    reply: {
      organisationName: string;
      email: string;
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
      expiresAt: string;
    };
  };
  /** Revoke an invitation; its link works no more */
  'DELETE /v1/invitations/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Send an invitation again with a new link and seven new days */
  'POST /v1/invitations/{id}/resend': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      email: string;
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
      invitedBy: string;
      createdAt: string;
      expiresAt: string;
      isExpired: boolean;
      delivery: 'mail' | 'console' | 'failed';
    };
  };
  /** API keys of the organisation, newest first */
  'GET /v1/keys': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        prefix: string;
        scopes: Array<
          | 'agents:read'
          | 'agents:write'
          | 'agents:publish'
          | 'numbers:read'
          | 'numbers:write'
          | 'trunks:read'
          | 'trunks:write'
          | 'calls:read'
          | 'calls:listen'
          | 'calls:place'
          | 'calls:delete'
          | 'leads:read'
          | 'leads:write'
          | 'knowledge:read'
          | 'knowledge:write'
          | 'tools:read'
          | 'tools:write'
          | 'providers:read'
          | 'providers:write'
          | 'webhooks:read'
          | 'webhooks:write'
          | 'events:read'
          | 'usage:read'
          | 'billing:read'
          | 'billing:write'
          | 'organisation:read'
          | 'organisation:write'
          | 'organisation:manage'
          | 'members:read'
          | 'members:write'
          | 'keys:read'
          | 'keys:write'
          | 'audit:read'
          | 'privacy:write'
          | 'system:read'
        >;
        madeBy: string;
        createdAt: string;
        expiresAt: string | null;
        lastUsedAt: string | null;
        isExpired: boolean;
      }>;
    };
  };
  /** Make an API key; it is shown this once */
  'POST /v1/keys': {
    params: never;
    query: never;
    body: {
      name: string;
      scopes: Array<
        | 'agents:read'
        | 'agents:write'
        | 'agents:publish'
        | 'numbers:read'
        | 'numbers:write'
        | 'trunks:read'
        | 'trunks:write'
        | 'calls:read'
        | 'calls:listen'
        | 'calls:place'
        | 'calls:delete'
        | 'leads:read'
        | 'leads:write'
        | 'knowledge:read'
        | 'knowledge:write'
        | 'tools:read'
        | 'tools:write'
        | 'providers:read'
        | 'providers:write'
        | 'webhooks:read'
        | 'webhooks:write'
        | 'events:read'
        | 'usage:read'
        | 'billing:read'
        | 'billing:write'
        | 'organisation:read'
        | 'organisation:write'
        | 'organisation:manage'
        | 'members:read'
        | 'members:write'
        | 'keys:read'
        | 'keys:write'
        | 'audit:read'
        | 'privacy:write'
        | 'system:read'
      >;
      expiresAt?: string | null;
    };
    reply: {
      id: string;
      name: string;
      prefix: string;
      scopes: Array<
        | 'agents:read'
        | 'agents:write'
        | 'agents:publish'
        | 'numbers:read'
        | 'numbers:write'
        | 'trunks:read'
        | 'trunks:write'
        | 'calls:read'
        | 'calls:listen'
        | 'calls:place'
        | 'calls:delete'
        | 'leads:read'
        | 'leads:write'
        | 'knowledge:read'
        | 'knowledge:write'
        | 'tools:read'
        | 'tools:write'
        | 'providers:read'
        | 'providers:write'
        | 'webhooks:read'
        | 'webhooks:write'
        | 'events:read'
        | 'usage:read'
        | 'billing:read'
        | 'billing:write'
        | 'organisation:read'
        | 'organisation:write'
        | 'organisation:manage'
        | 'members:read'
        | 'members:write'
        | 'keys:read'
        | 'keys:write'
        | 'audit:read'
        | 'privacy:write'
        | 'system:read'
      >;
      madeBy: string;
      createdAt: string;
      expiresAt: string | null;
      lastUsedAt: string | null;
      isExpired: boolean;
      token: string;
    };
  };
  /** Revoke an API key: at once here, within 5 s on other nodes */
  'DELETE /v1/keys/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** KnowledgeBases, newest first */
  'GET /v1/knowledge-bases': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        description: string;
        documentCount: number;
        version: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a knowledge base */
  'POST /v1/knowledge-bases': {
    params: never;
    query: never;
    body: {
      name: string;
      description?: string;
    };
    reply: {
      id: string;
      name: string;
      description: string;
      documentCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One knowledge base */
  'GET /v1/knowledge-bases/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      description: string;
      documentCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Change a knowledge base */
  'PATCH /v1/knowledge-bases/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      name?: string;
      description?: string;
    };
    reply: {
      id: string;
      name: string;
      description: string;
      documentCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove a knowledge base */
  'DELETE /v1/knowledge-bases/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Documents of a knowledge base, newest first */
  'GET /v1/knowledge-bases/{id}/documents': {
    params: {
      id: string;
    };
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        knowledgeBaseId: string;
        name: string;
        contentType: string;
        sizeBytes: number;
        status: 'uploaded' | 'processing' | 'ready' | 'failed';
        progress: number;
        errorCode: string | null;
        chunkCount: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a document to a knowledge base */
  'POST /v1/knowledge-bases/{id}/documents': {
    params: {
      id: string;
    };
    query: {
      name: string;
    };
    body: string | Uint8Array | Blob | ReadableStream<Uint8Array>;
    reply: {
      id: string;
      knowledgeBaseId: string;
      name: string;
      contentType: string;
      sizeBytes: number;
      status: 'uploaded' | 'processing' | 'ready' | 'failed';
      progress: number;
      errorCode: string | null;
      chunkCount: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One document and how far its reading is */
  'GET /v1/knowledge-bases/{id}/documents/{documentId}': {
    params: {
      id: string;
      documentId: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      knowledgeBaseId: string;
      name: string;
      contentType: string;
      sizeBytes: number;
      status: 'uploaded' | 'processing' | 'ready' | 'failed';
      progress: number;
      errorCode: string | null;
      chunkCount: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove a document */
  'DELETE /v1/knowledge-bases/{id}/documents/{documentId}': {
    params: {
      id: string;
      documentId: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Search in a knowledge base */
  'GET /v1/knowledge-bases/{id}/search': {
    params: {
      id: string;
    };
    query: {
      q: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        documentId: string;
        documentName: string;
        seq: number;
        text: string;
        rank: number;
      }>;
    };
  };
  /** Leads, newest first */
  'GET /v1/leads': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
      status?: 'new' | 'in_progress' | 'done';
      kind?: 'lead' | 'callback' | 'message';
      agentId?: string;
      q?: string;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        callId: string | null;
        agentId: string;
        kind: 'lead' | 'callback' | 'message';
        status: 'new' | 'in_progress' | 'done';
        name: string | null;
        phone: string | null;
        fields: Array<{
          name: string;
          value: string;
          display: string;
          isConfirmed: boolean;
        }>;
        createdAt: string;
        version: number;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a lead */
  'POST /v1/leads': {
    params: never;
    query: never;
    body: {
      status?: 'new' | 'in_progress' | 'done';
      kind?: 'lead' | 'callback' | 'message';
      name?: string | null;
      phone?: string | null;
      fields?: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
      agentId?: string;
    };
    reply: {
      id: string;
      callId: string | null;
      agentId: string;
      kind: 'lead' | 'callback' | 'message';
      status: 'new' | 'in_progress' | 'done';
      name: string | null;
      phone: string | null;
      fields: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
      createdAt: string;
      version: number;
    };
  };
  /** Leads as a CSV file */
  'GET /v1/leads/export': {
    params: never;
    query: {
      status?: 'new' | 'in_progress' | 'done';
      kind?: 'lead' | 'callback' | 'message';
      agentId?: string;
      q?: string;
    };
    body: never;
    reply: Response;
  };
  /** Bring leads along as a CSV file */
  'POST /v1/leads/import': {
    params: never;
    query: {
      fileName?: string;
    };
    body: string | Uint8Array | Blob | ReadableStream<Uint8Array>;
    reply: {
      id: string;
      fileName: string;
      sizeBytes: number;
      status: 'waiting' | 'running' | 'done' | 'failed';
      progress: number;
      rowsRead: number;
      rowsMade: number;
      rowsRefused: number;
      refusals: Array<{
        row: number;
        code: string;
        column: string | null;
      }>;
      errorCode: string | null;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One lead */
  'GET /v1/leads/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      callId: string | null;
      agentId: string;
      kind: 'lead' | 'callback' | 'message';
      status: 'new' | 'in_progress' | 'done';
      name: string | null;
      phone: string | null;
      fields: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
      createdAt: string;
      version: number;
    };
  };
  /** Change a lead */
  'PATCH /v1/leads/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      status?: 'new' | 'in_progress' | 'done';
      name?: string | null;
      phone?: string | null;
      fields?: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
    };
    reply: {
      id: string;
      callId: string | null;
      agentId: string;
      kind: 'lead' | 'callback' | 'message';
      status: 'new' | 'in_progress' | 'done';
      name: string | null;
      phone: string | null;
      fields: Array<{
        name: string;
        value: string;
        display: string;
        isConfirmed: boolean;
      }>;
      createdAt: string;
      version: number;
    };
  };
  /** Change your name or language */
  'PATCH /v1/me': {
    params: never;
    query: never;
    body: {
      name?: string;
      language?: 'ru' | 'en';
    };
    reply: {
      id: string;
      email: string;
      name: string;
      language: 'ru' | 'en';
    };
  };
  /** Who asks, in which organisation, and what they may do */
  'GET /v1/me': {
    params: never;
    query: never;
    body: never;
    reply: {
      kind: 'user' | 'api-key';
      id: string;
      name: string;
      organisation: {
        id: string;
        name: string;
      };
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing' | null;
      permissions: Array<
        | 'agents:read'
        | 'agents:write'
        | 'agents:publish'
        | 'numbers:read'
        | 'numbers:write'
        | 'trunks:read'
        | 'trunks:write'
        | 'calls:read'
        | 'calls:listen'
        | 'calls:place'
        | 'calls:delete'
        | 'leads:read'
        | 'leads:write'
        | 'knowledge:read'
        | 'knowledge:write'
        | 'tools:read'
        | 'tools:write'
        | 'providers:read'
        | 'providers:write'
        | 'webhooks:read'
        | 'webhooks:write'
        | 'events:read'
        | 'usage:read'
        | 'billing:read'
        | 'billing:write'
        | 'organisation:read'
        | 'organisation:write'
        | 'organisation:manage'
        | 'members:read'
        | 'members:write'
        | 'keys:read'
        | 'keys:write'
        | 'audit:read'
        | 'privacy:write'
        | 'system:read'
      >;
    };
  };
  /** Everybody who may act in the organisation, the most powerful first */
  'GET /v1/members': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        userId: string;
        name: string;
        email: string;
        role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
        inheritedFrom: {
          id: string;
          name: string;
        } | null;
        createdAt: string;
      }>;
    };
  };
  /** Give a member another role, none above yours */
  'PATCH /v1/members/{userId}': {
    params: {
      userId: string;
    };
    query: never;
    body: {
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
    };
    reply: {
      userId: string;
      name: string;
      email: string;
      role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
      inheritedFrom: {
        id: string;
        name: string;
      } | null;
      createdAt: string;
    };
  };
  /** Remove a member; API keys made by them stop working */
  'DELETE /v1/members/{userId}': {
    params: {
      userId: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Numbers and the agents that answer them */
  'GET /v1/numbers': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
      agentId?: string;
    };
    body: never;
    reply: {
      items: Array<{
        number: string;
        agentId: string;
        version: number;
        createdAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Let an agent answer a number */
  'POST /v1/numbers': {
    params: never;
    query: never;
    body: {
      number: string;
      agentId: string;
    };
    reply: {
      number: string;
      agentId: string;
      version: number;
      createdAt: string;
    };
  };
  /** One number */
  'GET /v1/numbers/{number}': {
    params: {
      number: string;
    };
    query: never;
    body: never;
    reply: {
      number: string;
      agentId: string;
      version: number;
      createdAt: string;
    };
  };
  /** Give a number to another agent */
  'PATCH /v1/numbers/{number}': {
    params: {
      number: string;
    };
    query: never;
    body: {
      agentId: string;
    };
    reply: {
      number: string;
      agentId: string;
      version: number;
      createdAt: string;
    };
  };
  /** Give a number up */
  'DELETE /v1/numbers/{number}': {
    params: {
      number: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** The organisation the request is for */
  'GET /v1/organisation': {
    params: never;
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      parentId: string | null;
      isDemo: boolean;
      version: number;
      createdAt: string;
    };
  };
  /** Rename the organisation */
  'PATCH /v1/organisation': {
    params: never;
    query: never;
    body: {
      name: string;
    };
    reply: {
      id: string;
      name: string;
      parentId: string | null;
      isDemo: boolean;
      version: number;
      createdAt: string;
    };
  };
  /** Remove a client or the demo organisation with everything in it */
  'DELETE /v1/organisation': {
    params: never;
    query: {
      confirm: string;
    };
    body: never;
    reply: null;
  };
  /** Organisations you may act in, agencies before their clients */
  'GET /v1/organisations': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        parentId: string | null;
        isDemo: boolean;
        version: number;
        createdAt: string;
        role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
        inheritedFrom: string | null;
      }>;
    };
  };
  /** Make a client organisation; your members act in it with their roles */
  'POST /v1/organisations': {
    params: never;
    query: never;
    body: {
      name: string;
    };
    reply: {
      id: string;
      name: string;
      parentId: string | null;
      isDemo: boolean;
      version: number;
      createdAt: string;
    };
  };
  /** Make an organisation of your own, nobody’s client; where anybody may register */
  'POST /v1/organisations/own': {
    params: never;
    query: never;
    body: {
      name: string;
    };
    reply: {
      id: string;
      name: string;
      parentId: string | null;
      isDemo: boolean;
      version: number;
      createdAt: string;
    };
  };
  /** What was deleted, by whom and when, newest first */
  'GET /v1/privacy/erasures': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        kind: 'retention' | 'forget';
        subjectHash: string | null;
        actor: {
          kind: string;
          id: string;
        };
        startedAt: string;
        finishedAt: string;
        deleted: Array<{
          what: string;
          count: number;
          digest: string;
        }>;
        remaining: number;
        certificate: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Forget a person by telephone number; answers the certificate */
  'POST /v1/privacy/forget': {
    params: never;
    query: never;
    body: {
      /** The number of the person, with the country’s code */
      phone: string;
    };
    reply: {
      id: string;
      kind: 'retention' | 'forget';
      subjectHash: string | null;
      actor: {
        kind: string;
        id: string;
      };
      startedAt: string;
      finishedAt: string;
      deleted: Array<{
        what: string;
        count: number;
        digest: string;
      }>;
      remaining: number;
      certificate: string;
    };
  };
  /** How long each kind of data is kept */
  'GET /v1/privacy/retention': {
    params: never;
    query: never;
    body: never;
    reply: {
      /** Days; null: for ever */
      recordings: number | null;
      /** Days; null: for ever */
      transcripts: number | null;
      /** Days; null: for ever */
      calls: number | null;
      /** Days; null: for ever */
      leads: number | null;
    };
  };
  /** Change how long kinds of data are kept; what is older goes the next night */
  'PATCH /v1/privacy/retention': {
    params: never;
    query: never;
    body: {
      /** Days; null: for ever */
      recordings?: number | null;
      /** Days; null: for ever */
      transcripts?: number | null;
      /** Days; null: for ever */
      calls?: number | null;
      /** Days; null: for ever */
      leads?: number | null;
    };
    reply: {
      /** Days; null: for ever */
      recordings: number | null;
      /** Days; null: for ever */
      transcripts: number | null;
      /** Days; null: for ever */
      calls: number | null;
      /** Days; null: for ever */
      leads: number | null;
    };
  };
  /** What hears, thinks and speaks in calls */
  'GET /v1/providers': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        port: 'stt' | 'llm' | 'tts';
        source: 'organisation' | 'instance' | 'built-in' | 'none';
        baseUrl: string | null;
        model: string | null;
        voice: string | null;
        keyHint: string | null;
        version: number;
        updatedAt: string | null;
      }>;
    };
  };
  /** Use a service of your own */
  'PUT /v1/providers/{port}': {
    params: {
      port: 'stt' | 'llm' | 'tts';
    };
    query: never;
    body: {
      baseUrl: string;
      apiKey?: string | null;
      model: string;
      voice?: string | null;
    };
    reply: {
      port: 'stt' | 'llm' | 'tts';
      source: 'organisation' | 'instance' | 'built-in' | 'none';
      baseUrl: string | null;
      model: string | null;
      voice: string | null;
      keyHint: string | null;
      version: number;
      updatedAt: string | null;
    };
  };
  /** Use the instance’s service again */
  'DELETE /v1/providers/{port}': {
    params: {
      port: 'stt' | 'llm' | 'tts';
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Try a service */
  'POST /v1/providers/{port}/test': {
    params: {
      port: 'stt' | 'llm' | 'tts';
    };
    query: never;
    body: {
      settings?: {
        baseUrl: string;
        apiKey?: string | null;
        model: string;
        voice?: string | null;
      };
    };
    reply: {
      isOk: boolean;
      durationMs: number;
      code: string | null;
      detail: string;
    };
  };
  /** What is masked in transcripts */
  'GET /v1/redaction': {
    params: never;
    query: never;
    body: never;
    reply: {
      kinds: Array<
        | 'phone'
        | 'card'
        | 'code'
        | 'passport'
        | 'snils'
        | 'inn'
        | 'ogrn'
        | 'account'
        | 'oms'
        | 'driver-licence'
        | 'plate'
        | 'vin'
        | 'email'
        | 'ip'
        | 'birth-date'
        | 'name'
      >;
      hasContacts: boolean;
      version: number;
    };
  };
  /** Mask personal data in transcripts */
  'PUT /v1/redaction': {
    params: never;
    query: never;
    body: {
      kinds: Array<
        | 'phone'
        | 'card'
        | 'code'
        | 'passport'
        | 'snils'
        | 'inn'
        | 'ogrn'
        | 'account'
        | 'oms'
        | 'driver-licence'
        | 'plate'
        | 'vin'
        | 'email'
        | 'ip'
        | 'birth-date'
        | 'name'
      >;
      hasContacts: boolean;
    };
    reply: {
      kinds: Array<
        | 'phone'
        | 'card'
        | 'code'
        | 'passport'
        | 'snils'
        | 'inn'
        | 'ogrn'
        | 'account'
        | 'oms'
        | 'driver-licence'
        | 'plate'
        | 'vin'
        | 'email'
        | 'ip'
        | 'birth-date'
        | 'name'
      >;
      hasContacts: boolean;
      version: number;
    };
  };
  /** What lies sealed, by name */
  'GET /v1/secrets': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        name: string;
        hint: string;
        updatedAt: string;
      }>;
    };
  };
  /** Seal everything by a new key */
  'POST /v1/secrets/change-key': {
    params: never;
    query: never;
    body: never;
    reply: {
      keyVersion: number;
      resealed: number;
    };
  };
  /** Who you are, and what you may do in which organisation */
  'GET /v1/session': {
    params: never;
    query: never;
    body: never;
    reply: {
      user: {
        id: string;
        email: string;
        name: string;
        language: 'ru' | 'en';
      };
      session: {
        id: string;
        expiresAt: string;
      };
      memberships: Array<{
        id: string;
        name: string;
        parentId: string | null;
        isDemo: boolean;
        version: number;
        createdAt: string;
        role: 'owner' | 'admin' | 'supervisor' | 'operator' | 'editor' | 'viewer' | 'billing';
        inheritedFrom: string | null;
        permissions: Array<
          | 'agents:read'
          | 'agents:write'
          | 'agents:publish'
          | 'numbers:read'
          | 'numbers:write'
          | 'trunks:read'
          | 'trunks:write'
          | 'calls:read'
          | 'calls:listen'
          | 'calls:place'
          | 'calls:delete'
          | 'leads:read'
          | 'leads:write'
          | 'knowledge:read'
          | 'knowledge:write'
          | 'tools:read'
          | 'tools:write'
          | 'providers:read'
          | 'providers:write'
          | 'webhooks:read'
          | 'webhooks:write'
          | 'events:read'
          | 'usage:read'
          | 'billing:read'
          | 'billing:write'
          | 'organisation:read'
          | 'organisation:write'
          | 'organisation:manage'
          | 'members:read'
          | 'members:write'
          | 'keys:read'
          | 'keys:write'
          | 'audit:read'
          | 'privacy:write'
          | 'system:read'
        >;
      }>;
    };
  };
  /** Your signed-in devices, newest first */
  'GET /v1/session/devices': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        id: string;
        createdAt: string;
        expiresAt: string;
        address: string | null;
        userAgent: string | null;
        isCurrent: boolean;
      }>;
    };
  };
  /** Sign out everywhere, or (here=false) everywhere else */
  'DELETE /v1/session/devices': {
    params: never;
    query: {
      here?: boolean;
    };
    body: never;
    reply: {
      devices: number;
    };
  };
  /** Sign out one of your devices */
  'DELETE /v1/session/devices/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Check a skillbase without keeping it */
  'POST /v1/skillbases/check': {
    params: never;
    query: never;
    body: Record<string, unknown> | string;
    reply: {
      skillbase: Record<string, unknown>;
    };
  };
  /** What is running and what is missing */
  'GET /v1/system': {
    params: never;
    query: never;
    body: never;
    reply: {
      version: string;
      startedAt: string;
      addresses: {
        http: string;
        sip: string | null;
      };
      roles: Array<string>;
      activeCalls: number;
      callsToday: number;
      parts: Array<{
        id: 'database' | 'sip' | 'stt' | 'llm' | 'tts' | 'vad' | 'recordings';
        state: 'ok' | 'missing' | 'degraded';
        label: string;
        code: string | null;
      }>;
    };
  };
  /** Secrets that headers of tools refer to */
  'GET /v1/tool-secrets': {
    params: never;
    query: never;
    body: never;
    reply: {
      items: Array<{
        name: string;
        hint: string;
        updatedAt: string;
      }>;
    };
  };
  /** Set a secret that headers of tools refer to */
  'PUT /v1/tool-secrets/{name}': {
    params: {
      name: string;
    };
    query: never;
    body: {
      value: string;
    };
    reply: null;
  };
  /** Remove a secret of tools */
  'DELETE /v1/tool-secrets/{name}': {
    params: {
      name: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Tools, newest first */
  'GET /v1/tools': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        description: string;
        definition: {
          kind: 'http';
          method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
          url: string;
          headers: Record<
            string,
            | string
            | {
                secret: string;
              }
          >;
          parameters: {
            type: 'object';
            properties: Record<
              string,
              {
                type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
                description: string;
                enum?: Array<string | number>;
                items?: {
                  type: 'string' | 'number' | 'integer' | 'boolean';
                };
                minimum?: number;
                maximum?: number;
                maxLength?: number;
              }
            >;
            required: Array<string>;
          };
          timeoutMs: number;
        };
        isEnabled: boolean;
        version: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a tool */
  'POST /v1/tools': {
    params: never;
    query: never;
    body: {
      name: string;
      description: string;
      definition: {
        kind?: 'http';
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        url: string;
        headers?: Record<
          string,
          | string
          | {
              secret: string;
            }
        >;
        parameters: {
          type?: 'object';
          properties?: Record<
            string,
            {
              type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
              description?: string;
              enum?: Array<string | number>;
              items?: {
                type: 'string' | 'number' | 'integer' | 'boolean';
              };
              minimum?: number;
              maximum?: number;
              maxLength?: number;
            }
          >;
          required?: Array<string>;
        };
        timeoutMs?: number;
      };
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      name: string;
      description: string;
      definition: {
        kind: 'http';
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        url: string;
        headers: Record<
          string,
          | string
          | {
              secret: string;
            }
        >;
        parameters: {
          type: 'object';
          properties: Record<
            string,
            {
              type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
              description: string;
              enum?: Array<string | number>;
              items?: {
                type: 'string' | 'number' | 'integer' | 'boolean';
              };
              minimum?: number;
              maximum?: number;
              maxLength?: number;
            }
          >;
          required: Array<string>;
        };
        timeoutMs: number;
      };
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One tool */
  'GET /v1/tools/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      description: string;
      definition: {
        kind: 'http';
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        url: string;
        headers: Record<
          string,
          | string
          | {
              secret: string;
            }
        >;
        parameters: {
          type: 'object';
          properties: Record<
            string,
            {
              type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
              description: string;
              enum?: Array<string | number>;
              items?: {
                type: 'string' | 'number' | 'integer' | 'boolean';
              };
              minimum?: number;
              maximum?: number;
              maxLength?: number;
            }
          >;
          required: Array<string>;
        };
        timeoutMs: number;
      };
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Change a tool */
  'PATCH /v1/tools/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      name?: string;
      description?: string;
      definition?: {
        kind?: 'http';
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        url: string;
        headers?: Record<
          string,
          | string
          | {
              secret: string;
            }
        >;
        parameters: {
          type?: 'object';
          properties?: Record<
            string,
            {
              type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
              description?: string;
              enum?: Array<string | number>;
              items?: {
                type: 'string' | 'number' | 'integer' | 'boolean';
              };
              minimum?: number;
              maximum?: number;
              maxLength?: number;
            }
          >;
          required?: Array<string>;
        };
        timeoutMs?: number;
      };
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      name: string;
      description: string;
      definition: {
        kind: 'http';
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        url: string;
        headers: Record<
          string,
          | string
          | {
              secret: string;
            }
        >;
        parameters: {
          type: 'object';
          properties: Record<
            string,
            {
              type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
              description: string;
              enum?: Array<string | number>;
              items?: {
                type: 'string' | 'number' | 'integer' | 'boolean';
              };
              minimum?: number;
              maximum?: number;
              maxLength?: number;
            }
          >;
          required: Array<string>;
        };
        timeoutMs: number;
      };
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove a tool */
  'DELETE /v1/tools/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Really call a tool */
  'POST /v1/tools/{id}/test': {
    params: {
      id: string;
    };
    query: never;
    body: {
      parameters?: Record<string, unknown>;
    };
    reply: {
      isOk: boolean;
      status: number | null;
      error: string | null;
      contentType: string | null;
      body: string;
      isCut: boolean;
      durationMs: number;
    };
  };
  /** Trunks, newest first */
  'GET /v1/trunks': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        name: string;
        host: string | null;
        sources: Array<string>;
        username: string | null;
        hasPassword: boolean;
        isEnabled: boolean;
        version: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Add a trunk */
  'POST /v1/trunks': {
    params: never;
    query: never;
    body: {
      name: string;
      host?: string | null;
      sources?: Array<string>;
      username?: string | null;
      password?: string | null;
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      name: string;
      host: string | null;
      sources: Array<string>;
      username: string | null;
      hasPassword: boolean;
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** One trunk */
  'GET /v1/trunks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      name: string;
      host: string | null;
      sources: Array<string>;
      username: string | null;
      hasPassword: boolean;
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Change a trunk */
  'PATCH /v1/trunks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      name?: string;
      host?: string | null;
      sources?: Array<string>;
      username?: string | null;
      password?: string | null;
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      name: string;
      host: string | null;
      sources: Array<string>;
      username: string | null;
      hasPassword: boolean;
      isEnabled: boolean;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove a trunk */
  'DELETE /v1/trunks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** Ask a trunk whether it is there */
  'POST /v1/trunks/{id}/test': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      isOk: boolean;
      steps: Array<{
        step: 'address' | 'name' | 'request';
        isOk: boolean;
        result: string;
        durationMs: number;
      }>;
    };
  };
  /** Calls, minutes and outcomes by day or agent */
  'GET /v1/usage': {
    params: never;
    query: {
      from: string;
      to: string;
      by?: 'day' | 'agent';
    };
    body: never;
    reply: {
      items: Array<{
        calls: number;
        answered: number;
        minutes: number;
        outcomes: Record<string, number>;
        voiceToVoiceP50Ms: number | null;
        key: string;
      }>;
      total: {
        calls: number;
        answered: number;
        minutes: number;
        outcomes: Record<string, number>;
        voiceToVoiceP50Ms: number | null;
      };
    };
  };
  /** Webhooks, newest first */
  'GET /v1/webhooks': {
    params: never;
    query: {
      cursor?: string;
      limit?: number;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        url: string;
        description: string;
        eventFilters: Array<string>;
        isEnabled: boolean;
        disabledReason: 'user' | 'gone' | 'failing' | null;
        failingSince: string | null;
        previousSecretUntil: string | null;
        version: number;
        createdAt: string;
        updatedAt: string;
      }>;
      nextCursor: string | null;
    };
  };
  /** Tell an address of events */
  'POST /v1/webhooks': {
    params: never;
    query: never;
    body: {
      url: string;
      description?: string;
      eventFilters?: Array<string>;
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      url: string;
      description: string;
      eventFilters: Array<string>;
      isEnabled: boolean;
      disabledReason: 'user' | 'gone' | 'failing' | null;
      failingSince: string | null;
      previousSecretUntil: string | null;
      version: number;
      createdAt: string;
      updatedAt: string;
      secret: string;
    };
  };
  /** One webhook */
  'GET /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      url: string;
      description: string;
      eventFilters: Array<string>;
      isEnabled: boolean;
      disabledReason: 'user' | 'gone' | 'failing' | null;
      failingSince: string | null;
      previousSecretUntil: string | null;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Change a webhook, switch it off or on */
  'PATCH /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: {
      url?: string;
      description?: string;
      eventFilters?: Array<string>;
      isEnabled?: boolean;
    };
    reply: {
      id: string;
      url: string;
      description: string;
      eventFilters: Array<string>;
      isEnabled: boolean;
      disabledReason: 'user' | 'gone' | 'failing' | null;
      failingSince: string | null;
      previousSecretUntil: string | null;
      version: number;
      createdAt: string;
      updatedAt: string;
    };
  };
  /** Remove a webhook with all its deliveries */
  'DELETE /v1/webhooks/{id}': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: null;
  };
  /** What a webhook was told, newest first */
  'GET /v1/webhooks/{id}/deliveries': {
    params: {
      id: string;
    };
    query: {
      cursor?: string;
      limit?: number;
      state?: 'pending' | 'delivered' | 'dead';
      eventType?: string;
    };
    body: never;
    reply: {
      items: Array<{
        id: string;
        messageId: string;
        eventType: string;
        isTest: boolean;
        state: 'pending' | 'delivered' | 'dead';
        attempts: number;
        nextAttemptAt: string | null;
        lastStatus: number | null;
        lastError: string | null;
        createdAt: string;
        finishedAt: string | null;
      }>;
      nextCursor: string | null;
    };
  };
  /** One delivery: what was sent, every attempt and every answer */
  'GET /v1/webhooks/{id}/deliveries/{deliveryId}': {
    params: {
      id: string;
      deliveryId: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      messageId: string;
      eventType: string;
      isTest: boolean;
      state: 'pending' | 'delivered' | 'dead';
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      createdAt: string;
      finishedAt: string | null;
      body: string;
      log: Array<{
        number: number;
        at: string;
        durationMs: number;
        status: number | null;
        error: string | null;
        responseBody: string | null;
      }>;
    };
  };
  /** Send a delivery again */
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay': {
    params: {
      id: string;
      deliveryId: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      messageId: string;
      eventType: string;
      isTest: boolean;
      state: 'pending' | 'delivered' | 'dead';
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      createdAt: string;
      finishedAt: string | null;
    };
  };
  /** Send all deliveries of a span of time again */
  'POST /v1/webhooks/{id}/replay': {
    params: {
      id: string;
    };
    query: never;
    body: {
      since: string;
      until?: string;
      states?: Array<'delivered' | 'dead'>;
    };
    reply: {
      replayed: number;
    };
  };
  /** Make a new secret */
  'POST /v1/webhooks/{id}/rotate-secret': {
    params: {
      id: string;
    };
    query: never;
    body: {
      overlapHours?: number;
    };
    reply: {
      id: string;
      url: string;
      description: string;
      eventFilters: Array<string>;
      isEnabled: boolean;
      disabledReason: 'user' | 'gone' | 'failing' | null;
      failingSince: string | null;
      previousSecretUntil: string | null;
      version: number;
      createdAt: string;
      updatedAt: string;
      secret: string;
    };
  };
  /** Send a webhook.test */
  'POST /v1/webhooks/{id}/test': {
    params: {
      id: string;
    };
    query: never;
    body: never;
    reply: {
      id: string;
      messageId: string;
      eventType: string;
      isTest: boolean;
      state: 'pending' | 'delivered' | 'dead';
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      createdAt: string;
      finishedAt: string | null;
    };
  };
}
