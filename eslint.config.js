import tseslint from 'typescript-eslint'

const banned = (selector, message) => ({ selector, message })
const TIME = [
  banned("NewExpression[callee.name='Date'][arguments.length=0]", 'The time comes from the clock of the context.'),
  banned("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'The time comes from the clock of the context.'),
]
const ENVIRONMENT = [banned("MemberExpression[object.name='process'][property.name='env']", 'The environment is read in config.ts alone.')]
const SQL = [
  banned(
    'TemplateElement[value.raw=/\\b(now\\(\\)|current_date|current_timestamp)/i]',
    'Stored times come from the clock, never from the database.',
  ),
  banned(
    "CallExpression[callee.object.name='sql'][callee.property.name=/^(raw|lit|id|ref)$/]",
    'SQL is never made of anything but constants.',
  ),
]
const VISIBLE = [
  banned(
    "CallExpression[callee.property.name='selectFrom'] > Literal[value='grievances']",
    'Grievances are read through grievancesVisibleTo.',
  ),
]

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.cache', 'data', '*.cjs', 'eslint.config.js'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'tests/**/*.ts', '*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-params': ['error', 6],
    },
  },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...TIME, ...ENVIRONMENT, ...SQL, ...VISIBLE] } },
  { files: ['src/grievances/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...TIME, ...ENVIRONMENT, ...SQL] } },
  {
    files: ['src/platform/clock.ts', 'src/config.ts', 'src/platform/database/migrate.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['tests/**/*.ts'], rules: { 'max-lines': ['error', { max: 350 }] } },
)
