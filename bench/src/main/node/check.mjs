// The check of a log with the AWS SDK v3 on promises: the same questions to AWS that check-log asks, and the same rules.
import { Agent } from 'node:http';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { HeadObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';

const { VAULT_BUCKET, BUCKET_KEY_ARN } = process.env;
const CONCURRENCY = Number(process.env.BENCH_CONCURRENCY);

const s3 = new S3Client({
  forcePathStyle: true,
  requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: CONCURRENCY }) },
});
const organizations = new OrganizationsClient({});
const members = new Set();

async function broken(detail) {
  const Bucket = detail.bucket.name;
  const Key = detail.object.key;
  const VersionId = detail.object['version-id'];
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
  const earlier = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: Key, KeyMarker: Key, VersionIdMarker: VersionId, MaxKeys: 2 }),
  );
  const account = Key.split('/')[0];
  const rules = {
    encryption: head.ServerSideEncryption === 'aws:kms',
    key: head.SSEKMSKeyId === BUCKET_KEY_ARN,
    member: members.has(account),
    uploader: detail.requester === account,
    name: Key.endsWith('.log'),
    content: head.ContentLength > 0,
    first: (earlier.Versions ?? []).every((other) => other.Key !== Key),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

async function check(message) {
  const { detail } = JSON.parse(message.body);
  const wrong = await broken(detail);
  const verdict = wrong.length === 0 ? 'Compliant' : 'NonCompliant';
  console.log(JSON.stringify({ verdict, key: detail.object.key, broken: wrong }));
  return verdict;
}

async function head(item) {
  const answer = await s3.send(new HeadObjectCommand({ Bucket: VAULT_BUCKET, Key: item.key }));
  return answer.SSEKMSKeyId === BUCKET_KEY_ARN;
}

// No more at once than the others have threads.
async function all(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  return results;
}

export async function handle(event) {
  if (event.Items) {
    const right = await all(event.Items, head);
    return { batchItemFailures: [], heads: right.filter(Boolean).length };
  }
  if (members.size === 0) {
    for await (const page of paginateListAccounts({ client: organizations }, {})) {
      page.Accounts.forEach((account) => members.add(account.Id));
    }
  }
  await all(event.Records, check);
  return { batchItemFailures: [] };
}
