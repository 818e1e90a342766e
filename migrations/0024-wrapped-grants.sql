-- What was sealed to a holder's public key is wrapped once more under a key that their private key alone gives, once they hold it:
-- a list of fifty grievances then opens without fifty key agreements.
alter table compartment_grants add column wrapped bytea check (get_byte(wrapped, 0) = 1);
