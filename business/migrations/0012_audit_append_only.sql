-- What was written into the audit log no role of the program changes or takes out, not even the one across organisations.
-- The rows of an organisation that is removed go by the foreign key, which acts as the table's owner.
REVOKE UPDATE, DELETE ON audit_log FROM allo_system;
