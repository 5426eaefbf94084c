/** The example of the guide `docs/guides/bootstrap-file.md`, as it stands there. */
export const exampleFile = `
account: { id: acc1, name: Acme, plan: enterprise, assets_advanced: true,
  management_keys: [{ name: main, key: PK, secret: PS, roles: [cld::role::account::master_admin, cld::role::prodenv::master_admin] }] }
environments:
  - { cloud_name: demo, name: Demo, folders: [brand, brand/logos, campaigns/summer],
      api_keys: [{ name: root, key: K, secret: S, roles: [cld::role::prodenv::master_admin] }] }
groups: [{ name: Creative, roles: [{ role: cld::role::prodenv::ml_user, environments: all }] }]
users:  [{ name: Vera, email: vera@example.com, password: "…", groups: [Creative], environments: [demo],
           roles: [{ role: cld::role::folder::viewer, environment: demo, folder: brand }] }]
`
