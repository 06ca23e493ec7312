-- Agents may also come from skillbase files that a person put into the data folder.
ALTER TABLE skillbase_versions DROP CONSTRAINT skillbase_versions_origin_check;
ALTER TABLE skillbase_versions
  ADD CONSTRAINT skillbase_versions_origin_check CHECK (origin IN ('shipped', 'file', 'edited'));
